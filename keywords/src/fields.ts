import { InvalidInput } from '@huiyin/domain/errors'
import { type Field, fields } from '@huiyin/domain/field'
import { Type } from 'typebox'
import { readYaml } from './read-yaml.js'

const closed = { additionalProperties: false } as const
const Places = Type.Array(Type.String({ pattern: '^[^/]+(?:/[^/]+){0,2}$' }), { minItems: 1 })
const FieldsFile = Type.Object(
  {
    version: Type.String(),
    fields: Type.Object(
      Object.fromEntries(fields.map((name) => [name, Places])) as Record<Field, typeof Places>,
      closed,
    ),
  },
  closed,
)

type Topic = { readonly l1: string; readonly l2: string; readonly l3: string }

let loaded: ((topic: Topic) => Field) | null = null

/**
 * The 领域 of a label of the taxonomy; 其他 when nobody placed it.
 * @throws InvalidInput when one place of the taxonomy is given to two fields.
 */
export function loadFields(): (topic: Topic) => Field {
  if (loaded) return loaded
  const { fields: of } = readYaml('fields.yml', FieldsFile)
  const byPlace = new Map<string, Field>()
  for (const name of fields)
    for (const place of of[name]) {
      if (byPlace.has(place))
        throw new InvalidInput(`fields.yml：“${place}”同时列在“${byPlace.get(place)}”和“${name}”，请只留一处`)
      byPlace.set(place, name)
    }
  loaded = ({ l1, l2, l3 }) =>
    byPlace.get(`${l1}/${l2}/${l3}`) ?? byPlace.get(`${l1}/${l2}`) ?? byPlace.get(l1) ?? '其他'
  return loaded
}
