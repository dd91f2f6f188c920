import { expect, test } from 'vitest'
import { actionWords, detailWords, subjectWords } from './audit.js'

test('a detail is told in words, what an older page does not know as it was recorded', () => {
  expect(
    detailWords({
      detail: { name: 'lisi', address: '10.0.0.8', roles: ['leader', 'office'], shelf: { n: 3 } },
    }),
  ).toBe('来源地址 10.0.0.8，角色 领导小组组长、办公室，shelf {"n":3}')
  expect(actionWords('session.opened')).toBe('登录成功')
  expect(actionWords('drawer.opened')).toBe('drawer.opened')
})

test('a subject is called by the name or number recorded with it', () => {
  const id = '0b9d0c1e-0000-4000-8000-000000000000'
  expect(subjectWords({ subject: { kind: 'account', id }, detail: { name: 'lisi' } })).toBe('账号 lisi')
  expect(subjectWords({ subject: { kind: 'opinion-event', id }, detail: { number: 12 } })).toBe(
    '事件 第 12 号',
  )
  expect(subjectWords({ subject: { kind: 'case-file', id }, detail: {} })).toBe('案件 0b9d0c1e')
  expect(subjectWords({ subject: { kind: 'account', id: null }, detail: {} })).toBe('未知账号')
})
