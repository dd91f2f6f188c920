import {
  documentDisclosureLabel,
  documentDisclosures,
  proposedDisclosure,
} from '@huiyin/domain/document-disclosure'
import { optionsOf } from './fields.js'
import type { MoveField, MoveValues } from './move-form.js'

/** 公开属性 of the letter; left alone it is what the rules propose (勺米 公文公开属性源头认定 第三条). */
export const letterDisclosure = (letter: string): readonly MoveField[] => [
  {
    name: 'attribute',
    label: `${letter}公开属性`,
    control: 'choice',
    optional: true,
    options: [
      {
        value: '',
        label: `按规定：${documentDisclosureLabel[proposedDisclosure('case-letter', false).attribute]}`,
      },
      ...optionsOf(documentDisclosures, documentDisclosureLabel),
    ],
  },
  {
    name: 'withheldFor',
    label: '不公开的理由',
    control: 'line',
    max: 200,
    optional: true,
    shownFor: ({ attribute }) => attribute === 'withheld',
  },
]

/** What is sent of it: nothing when it was left alone. */
export const withDisclosure = ({ attribute, withheldFor, ...said }: MoveValues) => ({
  ...said,
  ...(attribute
    ? {
        disclosure: {
          attribute,
          ...(attribute === 'withheld' && withheldFor ? { reason: withheldFor } : {}),
        },
      }
    : {}),
})
