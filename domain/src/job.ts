import { type Static, type TObject, Type } from 'typebox'

/**
 * Queues are named for the scarce thing: `crawl` the network and the browser, `analyze` CPU, `duty` the clock,
 * `intake` memory: one file that people brought at a time.
 */
export const queueNames = ['crawl', 'analyze', 'duty', 'intake'] as const
export type QueueName = (typeof queueNames)[number]

/**
 * A job declared once, as data: payload schema, queue, attempts and idempotency key. `key` must hold no `:`
 * and must not be all digits (BullMQ refuses both); two jobs with one key are one job while either waits or runs.
 */
export interface JobDeclaration<S extends TObject = TObject> {
  readonly name: string
  readonly queue: QueueName
  readonly attempts: number
  /** Jobs this one announces when it has saved; for the map of the pipeline, and checked at boot. */
  readonly next: readonly string[]
  readonly payload: S
  readonly key: (payload: Static<S>) => string
}

export const defineJob = <S extends TObject>(job: JobDeclaration<S>): JobDeclaration<S> => job

export type PayloadOf<J> = J extends JobDeclaration<infer S> ? Static<S> : never

const id = () => Type.String({ minLength: 1, maxLength: 100 })

/** One sweep of one source: list, details, items. */
export const sweepSource = defineJob({
  name: 'sweep-source',
  queue: 'crawl',
  attempts: 1, // the schedule asks again; a sweep that failed is recorded with its reason
  next: ['analyze-item'],
  payload: Type.Object({ sourceId: id() }),
  key: ({ sourceId }) => `sweep-source-${sourceId}`,
})

/** Goes on with a sweep whose process died; `holder` is the dead one, so that each death has a key of its own. */
export const resumeSweep = defineJob({
  name: 'resume-sweep',
  queue: 'crawl',
  attempts: 1,
  next: ['analyze-item'],
  payload: Type.Object({ sourceId: id(), holder: id() }),
  key: ({ holder }) => `resume-sweep-${holder}`,
})

/** Look a brought file through: what its columns are and what of it cannot be taken. `look` counts the times. */
export const checkImport = defineJob({
  name: 'check-import',
  queue: 'intake',
  attempts: 1, // what went wrong is written on the import; a person brings the file again
  next: [],
  payload: Type.Object({ importId: id(), look: Type.Integer({ minimum: 1 }) }),
  key: ({ importId, look }) => `check-import-${importId}-${look}`,
})

/** Take in a file that a person looked at and agreed to; goes on where a dead process stopped. */
export const takeImport = defineJob({
  name: 'take-import',
  queue: 'intake',
  attempts: 1,
  next: ['analyze-item'],
  payload: Type.Object({ importId: id() }),
  key: ({ importId }) => `take-import-${importId}`,
})

/** Match, segment and assess one saved item. */
export const analyzeItem = defineJob({
  name: 'analyze-item',
  queue: 'analyze',
  attempts: 3,
  next: ['cluster-item'],
  payload: Type.Object({ itemId: id() }),
  key: ({ itemId }) => `analyze-item-${itemId}`,
})

/** Join an admitted item to its opinion event, or open one. */
export const clusterItem = defineJob({
  name: 'cluster-item',
  queue: 'analyze',
  attempts: 3,
  next: ['analyze-item'],
  payload: Type.Object({ itemId: id() }),
  key: ({ itemId }) => `cluster-item-${itemId}`,
})

/** Match one version of a watched subject against the items of the last days; what it newly admits is analysed again. */
export const matchSubject = defineJob({
  name: 'match-subject',
  queue: 'analyze',
  attempts: 3,
  next: ['analyze-item'],
  payload: Type.Object({ subjectId: id(), version: Type.Integer({ minimum: 1 }) }),
  key: ({ subjectId, version }) => `match-subject-${subjectId}-${version}`,
})

/** Judge an event again after its posts changed, and make its signature anew where posts left it. */
export const settleEvent = defineJob({
  name: 'settle-event',
  queue: 'analyze',
  attempts: 3,
  next: [],
  payload: Type.Object({ eventId: id() }),
  key: ({ eventId }) => `settle-event-${eventId}`,
})

/** The minute tick: asks which sources are due and which work a crash left behind. */
export const keepTime = defineJob({
  name: 'keep-time',
  queue: 'duty',
  attempts: 1,
  next: ['sweep-source', 'analyze-item', 'cluster-item', 'match-subject', 'settle-event', 'apply-retention'],
  payload: Type.Object({}),
  key: () => 'keep-time',
})

/** Deletes what is past its time (个人信息保护法 第四十七条); asked for once a civil day. */
export const applyRetention = defineJob({
  name: 'apply-retention',
  queue: 'duty',
  attempts: 3,
  next: [],
  payload: Type.Object({}),
  key: () => 'apply-retention',
})

/** Teach new weights by what officers decided. */
export const learnWeights = defineJob({
  name: 'learn-weights',
  queue: 'duty',
  attempts: 1, // what went wrong is written on the change; a person proposes again
  next: ['replay-change'],
  payload: Type.Object({ changeId: id() }),
  key: ({ changeId }) => `learn-weights-${changeId}`,
})

/** Find out what a proposed change of the judge would have done to what is known to be right. */
export const replayChange = defineJob({
  name: 'replay-change',
  queue: 'duty',
  attempts: 1,
  next: [],
  payload: Type.Object({ changeId: id() }),
  key: ({ changeId }) => `replay-change-${changeId}`,
})

/** Judge the events nobody decided yet again, in batches, after the judge has changed. */
export const rejudgeOpenEvents = defineJob({
  name: 'rejudge-open-events',
  queue: 'analyze',
  attempts: 3,
  next: ['rejudge-open-events'],
  payload: Type.Object({ after: Type.Optional(id()), run: id() }),
  key: ({ run, after }) => `rejudge-open-events-${run}-${after ?? 'first'}`,
})

export const jobs = [
  sweepSource,
  analyzeItem,
  clusterItem,
  matchSubject,
  settleEvent,
  keepTime,
  applyRetention,
  learnWeights,
  replayChange,
  rejudgeOpenEvents,
  resumeSweep,
  checkImport,
  takeImport,
] as const
