import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { decodePage } from './charset.js'

const text = '关于城东片区停水的紧急通知：因主管道破裂，即日起停水两天，请居民提前储水，给您带来不便请谅解。'
const page = (meta: string) => `<html><head>${meta}<title>${text}</title></head><body>${text}</body></html>`
const meta = (charset: string) => `<meta http-equiv="Content-Type" content="text/html; charset=${charset}">`

test('GBK declared only in meta is read', () => {
  const { text: read, charset, doubtful } = decodePage(iconv.encode(page(meta('gb2312')), 'gbk'))
  expect(read).toContain(text)
  expect({ charset, doubtful }).toEqual({ charset: 'gb18030', doubtful: false })
})

test('GBK bytes wrongly declared as UTF-8 in header and meta are read', () => {
  const bytes = iconv.encode(page(meta('utf-8')), 'gbk')
  expect(decodePage(bytes, { contentType: 'text/html; charset=UTF-8' }).text).toContain(text)
})

test('UTF-8 bytes wrongly declared as GBK are read', () => {
  const bytes = Buffer.from(page(meta('gbk')))
  expect(decodePage(bytes, { contentType: 'text/html; charset=gbk' }).text).toContain(text)
})

test.each([
  ['gbk', ''],
  ['gb18030', ''],
  ['utf8', ''],
  ['gbk', meta('iso-8859-1')],
  ['gbk', meta('big5')],
  ['gb18030', meta('no-such-charset')],
  ['utf16le', ''],
  ['utf16-be', ''],
])('%s with meta "%s" is read', (encoding, declaration) => {
  expect(decodePage(iconv.encode(page(declaration), encoding)).text).toContain(text)
})

test('Big5 is read with and without its declaration', () => {
  const traditional =
    '關於城東片區停水的緊急通知：因主管道破裂，請居民提前儲水，給您帶來不便請見諒，我們會盡快處理這個問題。'
  for (const declaration of [meta('big5'), '', meta('gbk')])
    expect(decodePage(iconv.encode(declaration + traditional, 'big5')).text).toContain(traditional)
})

test('a page cut in the middle of a character is still read', () => {
  const bytes = iconv.encode(page(meta('gbk')), 'gbk')
  expect(decodePage(bytes.subarray(0, bytes.indexOf('</title>') - 1)).text).toContain('关于城东片区停水')
})

test('the charset of the definition wins over a wrong page', () => {
  const bytes = iconv.encode(page(meta('utf-8')), 'gbk')
  expect(decodePage(bytes, { declared: 'gbk' }).charset).toBe('gb18030')
})

test('noise is marked doubtful', () => {
  const noise = Uint8Array.from({ length: 3_000 }, (_, i) => 128 + ((i * 7919 + ((i * i) % 251)) % 128))
  expect(decodePage(noise).doubtful).toBe(true)
})

test('a few GBK characters that are valid UTF-8 by chance are read as Chinese', () => {
  const { text: read, charset } = decodePage(iconv.encode('<title>停水通知</title>', 'gbk'))
  expect({ read, charset }).toEqual({ read: '<title>停水通知</title>', charset: 'gb18030' })
})

test('a single accent or sign does not make an UTF-8 page Chinese', () => {
  for (const page of ['<p>© 2026 Café</p>', '<p>25°C · 3×4</p>', '<p>Привет, мир</p>'])
    expect(decodePage(Buffer.from(page)).text).toBe(page)
})
