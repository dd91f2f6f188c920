import type { Clock } from '@huiyin/domain/clock'

/** The machine's clock; created once, in the composition root. */
export const systemClock: Clock = { now: () => new Date() }
