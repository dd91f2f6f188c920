import { type Static, Type } from 'typebox'
import { oneOf } from '../literal.js'
import { severityGrades } from '../severity.js'
import { ResponsibleUnit } from '../unit.js'
import { CaseRow } from './case-files.js'
import { Instant, MaybeText } from './common.js'
import { EventRow } from './opinion-events.js'
import { regimeView } from './regimes.js'
import { SourceView } from './sources.js'

/** 舆情日志 of one civil day (北仑 二(二)). Every number is computed by SQL. */
export const OpinionLogView = Type.Object({
  date: Type.String(),
  jurisdiction: Type.String(),
  demonstration: Type.Boolean(),
  summary: Type.Object({
    itemsFound: Type.Integer(),
    itemsAdmitted: Type.Integer(),
    events: Type.Integer(),
    byGrade: Type.Record(oneOf(severityGrades), Type.Integer()),
    accepted: Type.Integer(),
    dismissed: Type.Integer(),
  }),
  /** What could not be seen that day: sources blind or doubtful, with the reason. */
  coverage: Type.Object({
    sources: Type.Integer(),
    blind: Type.Array(Type.Object({ name: Type.String(), reason: Type.String(), key: Type.Boolean() })),
    /** 平稳 may be printed only when no key source is blind and nothing graver than IV came in. */
    calm: Type.Boolean(),
    statement: Type.String(),
  }),
  dueToday: Type.Array(CaseRow),
  overdue: Type.Array(CaseRow),
  entries: Type.Array(
    Type.Object({
      ...EventRow.properties,
      url: MaybeText,
      disposition: Type.String(),
    }),
  ),
})
export type OpinionLogView = Static<typeof OpinionLogView>

/** The wall screen in one answer. */
export const WallView = Type.Object({
  at: Instant,
  jurisdiction: Type.String(),
  demonstration: Type.Boolean(),
  today: Type.Object({
    items: Type.Integer(),
    events: Type.Integer(),
    byGrade: Type.Record(oneOf(severityGrades), Type.Integer()),
    openCases: Type.Integer(),
    overdueCases: Type.Integer(),
    answeredToday: Type.Integer(),
  }),
  /** Escalating first: gravest, then newest. */
  events: Type.Array(EventRow),
  /** Most urgent first. */
  cases: Type.Array(CaseRow),
  trend: Type.Array(Type.Object({ hour: Instant, items: Type.Integer(), admitted: Type.Integer() })),
  topics: Type.Array(Type.Object({ name: Type.String(), events: Type.Integer() })),
  sources: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      health: SourceView.properties.health,
      key: Type.Boolean(),
    }),
  ),
  /** What could and could not be seen today, in one sentence. */
  coverage: Type.String(),
})
export type WallView = Static<typeof WallView>

export const UnitView = Type.Object({ ...ResponsibleUnit.properties, openCases: Type.Integer() })
export type UnitView = Static<typeof UnitView>

export const JurisdictionView = Type.Object({
  name: Type.String(),
  demonstration: Type.Boolean(),
  regime: regimeView,
  units: Type.Array(ResponsibleUnit),
})
export type JurisdictionView = Static<typeof JurisdictionView>

/** Ends the demonstration and starts a real jurisdiction. */
export const StartJurisdiction = Type.Object(
  {
    name: Type.String({ minLength: 2, maxLength: 30 }),
    aliases: Type.Array(Type.String({ minLength: 2, maxLength: 30 }), { maxItems: 10 }),
    parents: Type.Array(Type.String({ minLength: 2, maxLength: 30 }), { maxItems: 3 }),
    regimeCode: Type.String({ minLength: 1 }),
    /** Unit names, one each; known names take code and duties from the shipped directory. */
    units: Type.Array(Type.String({ minLength: 2, maxLength: 60 }), { minItems: 1, maxItems: 300 }),
    /** First source as a URL; its definition is guessed, tested and shown. Optional. */
    sourceUrl: Type.Optional(Type.String({ pattern: '^https?://', maxLength: 500 })),
    /** The person who clears the feed: gets a one-time link. */
    dutyOfficer: Type.Object(
      {
        name: Type.String({ minLength: 2, maxLength: 40 }),
        displayName: Type.String({ minLength: 1, maxLength: 40 }),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
)
export type StartJurisdiction = Static<typeof StartJurisdiction>

export const StartedJurisdiction = Type.Object({
  name: Type.String(),
  units: Type.Integer(),
  dutyOfficerLink: Type.String(),
  source: Type.Union([
    Type.Object({ id: Type.String(), name: Type.String(), note: Type.String() }),
    Type.Null(),
  ]),
})
export type StartedJurisdiction = Static<typeof StartedJurisdiction>

export const HealthView = Type.Object({
  status: oneOf(['ok', 'degraded']),
  version: Type.String(),
  at: Instant,
  services: Type.Array(
    Type.Object({
      name: Type.String(),
      pid: Type.Integer(),
      startedAt: Instant,
      beatAt: Instant,
      alive: Type.Boolean(),
      restarts: Type.Integer(),
    }),
  ),
})
export type HealthView = Static<typeof HealthView>
