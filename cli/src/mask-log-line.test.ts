import { pino } from 'pino'
import { expect, test } from 'vitest'
import { maskLogLine } from './mask-log-line.js'

const logged = (fields: object, message = 'sweep failed'): string => {
  const lines: string[] = []
  const log = pino(
    { hooks: { streamWrite: maskLogLine } },
    { write: (line: string) => void lines.push(line) },
  )
  log.error(fields, message)
  return lines.join('')
}

test('an error that quotes a page leaves no phone, identity number or address in the log', () => {
  const line = logged({ err: new Error('“电话13812345678，身份证110101199003070011，a.b@163.com”无法读取') })
  expect(line).not.toMatch(/13812345678|110101199003070011|a\.b@163\.com/)
  expect(line).toContain('〔手机号〕')
})

test('a line stays JSON, and its own numbers and ids stay as they are', () => {
  const fields = { bytes: 13812345678, id: '0a138123-4567-4890-9abc-13812345678a' }
  expect(JSON.parse(logged(fields))).toMatchObject(fields)
})
