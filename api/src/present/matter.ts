import type { Timer } from '@huiyin/domain/deadline'
import type { MatterRow, MatterView, StartingClock } from '@huiyin/domain/http/matters'
import { personWords } from '@huiyin/domain/matter'
import type { CaseSummary } from '@huiyin/store/case-files'
import type { RegisteredMatter } from '@huiyin/store/registered-matters'
import type { Starts } from '../starts-for.js'
import { presentCaseRow } from './case-file.js'

export const presentMatter = ({
  itemId: _,
  startAt,
  registeredAt,
  ...matter
}: RegisteredMatter): MatterView => ({
  ...matter,
  applicant: matter.applicant && personWords(matter.applicant, matter),
  startAt: startAt.toISOString(),
  registeredAt: registeredAt.toISOString(),
})

export const presentMatterRow = (
  file: CaseSummary,
  brief: Pick<RegisteredMatter, 'channel' | 'startAt' | 'details'> | undefined,
  now: Date,
): MatterRow => ({
  ...presentCaseRow(file, now),
  channel: brief?.channel ?? null,
  startAt: brief?.startAt.toISOString() ?? null,
  reference: brief && 'number' in brief.details ? (brief.details.number ?? null) : null,
})

/** A clock that would start, with the words it rests on. */
const presentStarting = (timer: Timer): StartingClock => ({
  code: timer.code,
  name: timer.name,
  startAt: timer.startAt.toISOString(),
  dueAt: timer.dueAt.toISOString(),
  lastDay: timer.lastDay ?? null,
  amount: timer.amount,
  unit: timer.unit,
  metBy: timer.metBy,
  clause: timer.clause,
  document: timer.document,
  quote: timer.rule?.quote ?? null,
  steps: [...timer.steps],
  provisional: timer.provisional ?? null,
})

export const presentStarts = ({ timers, untilAgreed, choices }: Starts) => ({
  clocks: timers.map(presentStarting),
  untilAgreed: untilAgreed?.map(presentStarting) ?? null,
  choices: [...choices],
})
