import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { decodePage } from '../charset.js'
import { casesOf, isRead } from './charset-cases.js'

test('of pages in every encoding under right, missing and wrong claims 99 in 100 are read, none wrongly unmarked', () => {
  const cases = [...casesOf(iconv.encode)]
  const missed = cases.flatMap((made) => {
    const read = decodePage(made.bytes, { contentType: made.contentType })
    return isRead(made, read) ? [] : [{ name: made.name, doubtful: read.doubtful }]
  })
  expect(cases.length).toBeGreaterThan(4_000)
  expect(missed.length / cases.length).toBeLessThanOrEqual(0.01)
  expect(missed.filter(({ doubtful }) => !doubtful)).toEqual([])
})
