import { markedCodes } from './marked-codes.js'

/** As far as a text is looked at to tell whether it can be read at all. */
const looked = 400
/** UTF-8 read as GBK turns nearly every second character into one of these, which ordinary texts hardly use. */
const isMisread = markedCodes(
  '鐨鍦浜嗘槸涓鏄绛鎴寮缁鏈瀹鍙鐢鏉鍚銆锛鈥浠鍒閮杩骞鍥鍏鏂鍋滄鎬璇灏閲囦簨鎵鍗璐鏃闂紝婊绠竴',
)
/** What decoders and uninitialised memory leave behind. */
const debris = /锟斤拷|烫烫烫|屯屯屯|锘匡|\ufffd{2}/
const isHan = (code: number): boolean =>
  (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf)
/** Kana and Hangul beside Han characters are another language. */
const isNeighbour = (code: number): boolean =>
  (code >= 0x3040 && code <= 0x30ff) || (code >= 0xac00 && code <= 0xd7af)
/** UTF-8 read as Latin-1: å°åº, and the controls between. */
const isWestern = (code: number): boolean => code >= 0x80 && code <= 0xff

/** Why nobody could judge this text by its words, in words; null when it can be read. Limits are shares of 400 characters. */
export function illegible(whole: string): string | null {
  const text = whole.slice(0, looked)
  let [han, neighbours, western, latin, digits, odd] = [0, 0, 0, 0, 0, 0]
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (isHan(code)) {
      han += 1
      odd += isMisread[code] as number
    } else if (isNeighbour(code)) neighbours += 1
    else if (isWestern(code)) western += 1
    else if (code >= 48 && code <= 57) digits += 1
    else if ((code | 32) >= 97 && (code | 32) <= 122) latin += 1
  }
  const garbled = '疑为乱码：编码识别有误，请核对原文与信源编码'
  if (
    (han < 40 && debris.test(text)) ||
    (western > 8 && western > han + latin) ||
    (odd >= 4 && odd * 4 > han)
  )
    return garbled
  if (han > 0) return neighbours > han / 2 ? '正文不是中文，词库与规则不适用，请人工研判' : null
  if (!/[\p{L}\p{N}]/u.test(whole.slice(0, 20_000))) return '没有可供研判的文字'
  if (digits > 0 && latin + neighbours + western === 0 && !/\p{L}/u.test(text))
    return '正文只有数字，没有可供研判的文字'
  return /\p{Script=Han}/u.test(whole.slice(0, 20_000)) ? null : '正文不是中文，词库与规则不适用，请人工研判'
}
