import { describe, expect, test } from 'vitest'
import { maskPersonalData } from './privacy.js'

describe('masking personal data', () => {
  test.each([
    ['请联系13800000000张师傅', '请联系〔手机号〕张师傅'],
    ['电话 138-0000-0000', '电话 〔手机号〕'],
    ['身份证110101199003070011丢了', '身份证〔身份证号〕丢了'],
    ['写信到 someone@example.com 即可', '写信到 〔邮箱〕 即可'],
    ['车牌京A12345堵在门口', '车牌〔车牌号〕堵在门口'],
    ['拨打0912-8612345', '拨打〔座机号〕'],
    ['卡号6222020200112233445', '卡号〔银行卡号〕'],
  ])('%s', (text, masked) => expect(maskPersonalData(text)).toBe(masked))

  test('leaves figures, dates and hotlines alone', () => {
    const text = '2026年8月3日停水3天，涉及1200户，拨打12345无人接听，编号202608031023'
    expect(maskPersonalData(text)).toBe(text)
  })
})
