import type { EventId } from '@huiyin/domain/ids'
import { type PayloadOf, rejudgeOpenEvents as rejudgeJob } from '@huiyin/domain/job'
import { judgeEvent } from '../judge-event.js'
import { analyzerActor } from '../local-analyzer.js'
import { type ItemJobDeps, inputOf } from './analyze-item.js'

/** Events a job judges again; it announces the next batch, so that new posts are not kept waiting. */
const batch = 50

/**
 * Judges the events nobody has decided again by the judge in force. What an officer decided stays; done twice it
 * gives the same.
 */
export async function rejudgeOpenEvents(
  { after, run }: PayloadOf<typeof rejudgeJob>,
  { store, local }: ItemJobDeps,
) {
  const analyzer = await local.current()
  const as = store.as(analyzerActor)
  const ids = await as.transaction((tx) => tx.events.undecided(after as EventId | undefined, batch))
  for (const eventId of ids)
    await as.transaction(async (tx) => {
      const members = await tx.assessments.ofEvent(eventId)
      if (members.length === 0) return
      const judged = members.map((item) => ({ ...item, judgement: analyzer.analyze(inputOf(item)) }))
      for (const { id, judgement } of judged) await tx.assessments.save(id, judgement)
      await tx.events.propose(eventId, judgeEvent(judged, analyzer.severity).judgement)
      await tx.eventTally.forget(eventId)
    })
  await as.transaction(async (tx) => {
    const last = ids.at(-1)
    if (last && ids.length === batch) tx.enqueue(rejudgeJob, { run, after: last })
    if (ids.length > 0) tx.announce('events')
  })
}
