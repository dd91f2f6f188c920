import { loadCalendar, parseHolidayYear } from '@huiyin/keywords/calendar'
import { unitsFromNames } from '@huiyin/keywords/directory'
import { readLexicon, shippedRules } from '@huiyin/keywords/lexicon'
import { parseNoticeRules, shippedNoticeRules } from '@huiyin/keywords/notice-rules'
import { loadRegimes, parseRegime, regimeWithAdopted, shippedRegimes } from '@huiyin/keywords/regimes'
import { measuredCards } from '@huiyin/keywords/weights'
import type { ApiKeywords } from './deps.js'

/** The reviewed data as shipped. @throws InvalidInput naming file and field when it was edited badly. */
export const loadApiKeywords = (): ApiKeywords => ({
  regimes: loadRegimes(),
  regimeWithAdopted,
  calendar: loadCalendar(),
  regimeTexts: new Map(shippedRegimes().map(({ regime, yaml }) => [regime.code, yaml])),
  parseRegime,
  parseHolidayYear,
  unitsFromNames,
  shippedNotices: shippedNoticeRules(),
  parseNoticeRules,
  measuredCards,
  shippedRules,
  checkRules: readLexicon,
})
