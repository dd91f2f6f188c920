import { type TEnum, Type } from 'typebox'

type Mutable<Words extends readonly string[]> = { -readonly [K in keyof Words]: Words[K] }

/** A schema that accepts exactly the listed words; the words keep their literal types. */
export const oneOf = <const Words extends readonly string[]>(words: Words) =>
  Type.Enum([...words]) as unknown as TEnum<Mutable<Words>>
