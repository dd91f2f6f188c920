import { expect, test } from 'vitest'
import { contentHash } from './content-hash.js'

test('spaces and full-width forms do not make other content, words do', () => {
  expect(contentHash('停水 通知', '今天\n停水１天')).toBe(contentHash('停水通知', '今天停水1天'))
  expect(contentHash('停水', '今天停水1天')).not.toBe(contentHash('停水', '今天停水2天'))
})
