import { expect, test } from 'vitest'
import { illegible } from './legibility.js'

test.each([
  ['', '没有可供研判的文字'],
  ['……！！ 😀', '没有可供研判的文字'],
  ['13800000000 2026', '只有数字'],
  ['锟斤拷锟斤拷锟斤拷', '乱码'],
  ['\ufffd\ufffd\ufffd停\ufffd\ufffd', '乱码'],
  ['æ¾°å¤©å°åºåœæ°´ä¸‰å¤©äº†ï¼Œæ²¡äººç®¡', '乱码'],
  ['鍋滄按涓夊ぉ浜嗭紝娌′汉绠°€鐨勯棶棰', '乱码'],
  ['The water has been cut for three days', '不是中文'],
  ['水が止まった。助けてください', '不是中文'],
  ['물이 안 나와요', '不是中文'],
])('%j cannot be judged by its words: %s', (text, why) => {
  expect(illegible(text)).toContain(why)
})

test.each([
  '停水三天，没人管。',
  'WiFi断网两天，客服说要等师傅上门',
  '<p>停水</p>',
  '舉報鎮長貪污',
  '他发了一条“锟斤拷”，其实是网页编码出错，正文是说我们小区停水三天没有人管，请自来水公司尽快处理，谢谢大家关注此事，再次感谢。',
  '😀停水',
  'Qinghe County 青禾县 water outage 停水',
])('%j can', (text) => {
  expect(illegible(text)).toBeNull()
})
