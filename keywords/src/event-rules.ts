import { type Static, Type } from 'typebox'
import { readYaml } from './read-yaml.js'

const closed = { additionalProperties: false } as const
const hours = Type.Number({ exclusiveMinimum: 0 })
const weight = Type.Number({ minimum: 0 })

const EventsFile = Type.Object(
  {
    version: Type.String({ pattern: '^\\d+\\.\\d+\\.\\d+$' }),
    heat: Type.Object(
      {
        windowHours: hours,
        halfLifeHours: hours,
        growthHours: hours,
        normalDays: Type.Integer({ minimum: 1 }),
        engagement: Type.Object({ reads: weight, likes: weight, comments: weight, shares: weight }, closed),
        basis: Type.String({ minLength: 2 }),
      },
      closed,
    ),
    spike: Type.Object(
      {
        windowsHours: Type.Array(hours, { minItems: 1 }),
        leastItems: Type.Integer({ minimum: 2 }),
        probability: Type.Number({ exclusiveMinimum: 0, maximum: 0.1 }),
        baselineHours: hours,
        priorItems: hours,
        priorHours: hours,
        quietHours: hours,
        againFactor: Type.Number({ minimum: 1 }),
        basis: Type.String({ minLength: 2 }),
      },
      closed,
    ),
  },
  closed,
)

/** When an event is hot and when its growth is announced. */
export type EventRules = Static<typeof EventsFile>

let loaded: EventRules | null = null

/**
 * Thresholds of heat and of alarms, `keywords/data/events.yml`; read once a process.
 * @throws InvalidInput naming file, line and field.
 */
export function loadEventRules(): EventRules {
  loaded ??= readYaml('events.yml', EventsFile)
  return loaded
}
