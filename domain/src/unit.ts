import { type Static, Type } from 'typebox'
import { oneOf } from './literal.js'

/** A body (局办) and a place (town, street, village) are two things; either can be responsible. */
const unitKinds = ['body', 'place'] as const

/** 责任单位: one entry of the directory. */
export const ResponsibleUnit = Type.Object(
  {
    code: Type.String({ pattern: '^[a-z][a-z0-9-]{1,60}$' }),
    name: Type.String({ minLength: 2, maxLength: 60 }),
    /** One of the 39 dispatch groups, e.g. 住建. */
    group: Type.String({ minLength: 1 }),
    kind: oneOf(unitKinds),
    aliases: Type.Optional(Type.Array(Type.String({ minLength: 2 }))),
    /** Names before the 2018 reform, still in people's mouths. */
    formerNames: Type.Optional(Type.Array(Type.String({ minLength: 2 }))),
    /** Words that point to this unit. */
    duties: Type.Optional(Type.Array(Type.String({ minLength: 2 }))),
    /** Places inside a town: villages, roads, 小区, schools. */
    places: Type.Optional(Type.Array(Type.String({ minLength: 2 }))),
    phone: Type.Optional(Type.String()),
    /** 垂管: belongs to a higher level (税务、供电、通信、邮政). */
    vertical: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type ResponsibleUnit = Static<typeof ResponsibleUnit>
