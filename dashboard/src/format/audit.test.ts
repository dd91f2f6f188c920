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

test('a copy of everything says its file, length, digest and of which moment it is', () => {
  const detail = { file: 'b.tar.gz', bytes: 6_750_050, sha256: 'a5', takenAt: '2026-03-02T01:00:00.000Z' }
  expect(detailWords({ detail })).toBe(
    '文件 b.tar.gz，大小 6,750,050 字节，SHA-256 a5，备份时间 2026-03-02 09:00',
  )
})

test('what was changed is named as on its page', () => {
  expect(detailWords({ detail: { kind: 'edit-notices', version: 2 } })).toBe('种类 修订通知规则，版本 2')
  expect(detailWords({ detail: { scope: 'rules', files: ['severity.yml'] } })).toBe(
    '范围 规则，文件 severity.yml',
  )
})
