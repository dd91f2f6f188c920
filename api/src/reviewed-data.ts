import { loadCalendar } from '@huiyin/keywords/calendar'
import { unitsFromNames } from '@huiyin/keywords/directory'
import { loadRegimes, regimeWithAdopted } from '@huiyin/keywords/regimes'
import type { ApiKeywords } from './deps.js'

/** The reviewed data as shipped. @throws InvalidInput naming file and field when it was edited badly. */
export const loadApiKeywords = (): ApiKeywords => ({
  regimes: loadRegimes(),
  regimeWithAdopted,
  calendar: loadCalendar(),
  unitsFromNames,
})
