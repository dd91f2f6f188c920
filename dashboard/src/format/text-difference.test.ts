import { expect, test } from 'vitest'
import { textDifference } from './text-difference.js'

test('added and removed words are told apart from what stayed', () => {
  expect(textDifference('停水、断水 NOT 通知', '停水、停气 NOT 通知')).toEqual([
    { kind: 'same', text: '停水、' },
    { kind: 'removed', text: '断水' },
    { kind: 'added', text: '停气' },
    { kind: 'same', text: ' NOT 通知' },
  ])
})

test('both texts can be read back from the parts', () => {
  const [older, newer] = ['标题：停水 near/10 小区', '（停水、断水）near/5 小区 村']
  const parts = textDifference(older, newer)
  const without = (kind: string) =>
    parts
      .filter((part) => part.kind !== kind)
      .map(({ text }) => text)
      .join('')
  expect([without('added'), without('removed')]).toEqual([older, newer])
})
