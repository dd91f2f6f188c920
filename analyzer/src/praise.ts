import type { Reading } from './reading.js'

/** Words that thank; 支持, 希望 and the like also open a request. */
const thanks = new Set(['感谢', '点赞', '表扬', '谢谢', '好评', '称赞', '致敬'])

/** A headline of thanks without a word of complaint in the whole text: 感谢急诊医生, 新步道好评. */
export function isPraise(reading: Reading, titleLength: number): boolean {
  return (
    reading.hits('sentiment:negative').length === 0 &&
    reading.hits('sentiment:positive').some(({ start, word }) => start < titleLength && thanks.has(word))
  )
}
