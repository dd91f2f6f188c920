import { expect, test } from 'vitest'
import { bookmarklet, readHandedOver } from './handed-over.js'

test('what the bookmarklet hands over is read back', () => {
  const given = { url: 'https://bbs.example.cn/t/1#a', title: '停水 100%', text: '“三天”了\n没人管' }
  expect(readHandedOver(`#${encodeURIComponent(JSON.stringify(given))}`)).toEqual(given)
  expect(bookmarklet('https://yq.example.gov.cn')).toContain('"https://yq.example.gov.cn/entry"')
})

test('a fragment someone else wrote is nothing, and unknown fields are left out', () => {
  expect(readHandedOver('#top')).toBeNull()
  expect(readHandedOver('#%E0%A4%A')).toBeNull()
  expect(readHandedOver('#[]')).toBeNull()
  expect(readHandedOver(`#${encodeURIComponent('{"text":"x","author":"y","title":3}')}`)).toEqual({
    text: 'x',
  })
})
