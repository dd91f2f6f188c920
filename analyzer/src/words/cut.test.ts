import fc from 'fast-check'
import nodejieba from 'nodejieba'
import { describe, expect, test } from 'vitest'
import { cut, wordsOf } from './cut.js'
import { dictionary } from './dictionary.js'

const sentences = [
  '滨河花园小区从昨晚开始停水，自来水公司电话一直打不通。',
  '王建国书记在柘岭村收了3.5万元，ETC卡办不了\n请问找谁？',
  '😀😀好！𠮷野家２楼 the end…',
  'abc123.45 x-ray，，。。 \t末',
]

describe('cutting a text into words', () => {
  test.each(sentences)('is what jieba does on the same dictionary: %s', (sentence) => {
    expect(wordsOf(cut(sentence))).toEqual(nodejieba.cut(sentence, true))
  })

  test('the pieces of any text put together are the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(wordsOf(cut(text)).join('')).toBe(text)
      }),
    )
  })

  test('a word of the place is one piece once it is known', () => {
    expect(wordsOf(cut('去柘岭鹤湾坊'))).not.toContain('柘岭鹤湾坊')
    dictionary().insert('柘岭鹤湾坊')
    expect(wordsOf(cut('去柘岭鹤湾坊'))).toContain('柘岭鹤湾坊')
  })

  test('an empty text has no piece, and a long one is cut whole', () => {
    expect(cut('').count).toBe(0)
    const long = '小区停水'.repeat(5_000)
    expect(wordsOf(cut(long)).join('')).toBe(long)
  })
})
