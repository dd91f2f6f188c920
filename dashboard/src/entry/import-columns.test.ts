import { expect, test } from 'vitest'
import { fieldAt, saysSomething, withField } from './import-columns.js'

test('a field chosen for another column leaves the one it had, and takes the place of what stood there', () => {
  const columns = { title: 0, text: 1, url: 2 }
  expect(withField(columns, 2, 'text')).toEqual({ title: 0, text: 2 })
  expect(withField(columns, 0, null)).toEqual({ text: 1, url: 2 })
  expect([fieldAt(columns, 1), fieldAt(columns, 7)]).toEqual(['text', null])
})

test('a table of which neither title nor text is known says nothing', () => {
  expect([saysSomething({ url: 0 }), saysSomething({ title: 3 }), saysSomething({ text: 0 })]).toEqual([
    false,
    true,
    true,
  ])
})
