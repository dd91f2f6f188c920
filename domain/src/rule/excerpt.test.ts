import { expect, test } from 'vitest'
import { excerptOf } from './excerpt.js'

const marked = (text: string, marks: readonly { start: number; end: number }[]) =>
  marks.map(({ start, end }) => text.slice(start, end))

test('the part around the first word found is shown, with every word in it marked', () => {
  const post = { title: '小区停水', text: `${'前'.repeat(100)}停水了，又停水${'后'.repeat(200)}` }
  const whole = `${post.title}\n${post.text}`
  const spans = [...whole.matchAll(/停水/g)].map(({ index }) => ({ start: index, end: index + 2 }))
  const { titleMarks, text, textMarks } = excerptOf(post, spans)
  expect(marked(post.title, titleMarks)).toEqual(['停水'])
  expect(marked(text, textMarks)).toEqual(['停水', '停水'])
  expect([text.startsWith('…前'), text.endsWith('后…')]).toEqual([true, true])
})

test('a post without a title counts from its text', () => {
  expect(excerptOf({ title: '', text: '停水' }, [{ start: 0, end: 2 }])).toEqual({
    titleMarks: [],
    text: '停水',
    textMarks: [{ start: 0, end: 2 }],
  })
})
