import { addressRule } from '@huiyin/domain/address-rule'
import type { FastifyBaseLogger } from 'fastify'
import { type ApiDeps, self } from '../deps.js'
import { noticeRulesNow } from '../notice-rules-in-force.js'
import { deliverNext } from './deliver.js'
import { noteDuties } from './note-duties.js'
import { noteLateInterpretations } from './note-late-interpretations.js'
import { noteLateSuggestions } from './note-late-suggestions.js'
import { climbUnanswered, noteMissingYear, planCauses } from './plan-causes.js'

/** A bell that rings five seconds after the fact is at once to whoever hears it. */
const tickMs = 5_000
/** 通知 are kept as long as logs must be (网络安全法 第二十一条: six months). */
const keptMs = 180 * 86_400_000
/** A receiver that knows a message by its number may be told again after a crash. */
const tellsRepeats = ['webhook'] as const

/** One round: facts are planned, what nobody answered climbs, what is due goes out. */
export async function carryOnce({ store, keywords, config }: Pick<ApiDeps, 'store' | 'keywords' | 'config'>) {
  const within = store.as(self)
  const county = await within.transaction(async (tx) => {
    const begun = await tx.jurisdiction.find()
    if (begun) {
      await noteMissingYear(tx, keywords)
      await noteDuties(tx, keywords)
      await noteLateSuggestions(tx)
      await noteLateInterpretations(tx)
    }
    return begun ? { place: begun.name, ...(await noticeRulesNow(tx, keywords)) } : null
  })
  // Nobody has begun: there is no county to speak for.
  if (county === null) return { planned: 0, climbed: 0, sent: 0, uncertain: 0 }
  const { place, rules } = county
  let planned = 0
  for (let taken = -1; taken !== 0; planned += taken)
    taken = await within.transaction((tx) => planCauses(tx, rules))
  const climbed = await within.transaction((tx) => climbUnanswered(tx, rules))
  const { uncertain } = await within.transaction((tx) => tx.noticeDeliveries.settleAbandoned(tellsRepeats))
  const means = {
    secret: config.secret,
    frame: { place, origin: config.publicOrigin ?? null },
    isAllowed: addressRule(config.allowedNetworks ?? []),
  }
  let sent = 0
  while (await deliverNext(store, means)) sent += 1
  return { planned, climbed, sent, uncertain }
}

/**
 * Carries what must be told out of the outbox. It runs beside the API and not with the crawler: here are the key that
 * opens channels and the person who tries one, and a sweep that takes a core must not keep a grave matter waiting.
 * Any number of them may run: facts, rungs and messages are each taken by one.
 */
export async function startCourier(
  deps: Pick<ApiDeps, 'store' | 'keywords' | 'config' | 'clock'>,
  log: FastifyBaseLogger,
): Promise<{ close(): Promise<void> }> {
  let running: Promise<void> | null = null
  let closing = false
  const round = (): Promise<void> => {
    running ??= carryOnce(deps)
      .then(({ uncertain, ...done }) => {
        if (uncertain > 0) log.warn({ uncertain }, 'messages whose sender died')
        if (done.planned + done.climbed + done.sent > 0) log.debug(done, 'notices carried')
      })
      .catch((error: unknown) => log.error({ err: error }, 'notices could not be carried'))
      .finally(() => {
        running = null
      })
    return running
  }
  const forget = () =>
    deps.store
      .as(self)
      .transaction((tx) => tx.noticeCauses.forget(new Date(tx.now.getTime() - keptMs)))
      .catch((error: unknown) => log.error({ err: error }, 'old notices could not be forgotten'))
  const stop = await deps.store.listen(({ topic }) => {
    if (topic === 'cases' || topic === 'events' || topic === 'sources') void round()
  })
  const timer = setInterval(() => void round(), tickMs)
  const daily = setInterval(() => void forget(), 86_400_000)
  void round()
  return {
    close: async () => {
      if (closing) return
      closing = true
      clearInterval(timer)
      clearInterval(daily)
      stop()
      await running
    },
  }
}
