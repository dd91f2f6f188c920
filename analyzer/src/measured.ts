import type { Count } from './counts.js'
import { discounted } from './modality.js'
import type { Quantity } from './quantity.js'
import type { Reading } from './reading.js'

/** Money lost to a swindler or on the market, paid or invested, is no damage of an accident. */
const otherMoney =
  /骗|投资|集资|理财|炒股|违约|赔偿金|国有资产|利益|合同|欠款|国家损失|注册资本|工资|补助|补贴|捐|拨付|奖励|罚款|贷款|定金|首付|房款|租金|年租|收入|总产值|预算|造价|退款|保费/
const lost =
  /损失|毁损|损毁|烧(?:掉|没|光|得|毁|进去|了)|赔(?:进去|了进去|光)|搭进去|砸进去|化为灰烬|付之一炬|报废|绝收|打了水漂|打水漂|泡汤|泡坏|淹坏|毁掉|毁了|冲毁|亏了|货值|过火|烧毁|成了?灰|说没就没|死了一半|死了一大?片|死光|死绝|翻了?白肚|受损|窟窿|亏空|血本|绝产|毁于|全毁|烧坏|烧塌|炸毁|炸没|砸坏|冲走|定损|核损|报损/
const moneyAfter = /^(?:余|多|来|几)?(?:人民币)?(?:元|块)/
const openMoney =
  /^(?:余|多)?(?:左右|以上|上下|出头|开外|往上|$|的(?:家当|货|设备|财产|东西|库存|原料|损失|窟窿|亏空|账|本钱|本金|投入|心血|鱼|苗|粮|果|树|菜|棚|机器|车|房|存货|产品|成品|布|药材)|[，。；、！）)])/
const hundredMillions = /^(?:个多?|多个)亿/
const incidents = ['accident', 'environment', 'disaster', 'earthquake']

/**
 * Direct loss in yuan: 直接经济损失7800余万元, 烧掉6800万, 损失两个亿. The loss is told in the sentence of the figure or the
 * one before, of an accident, a pollution or a disaster.
 */
export function lossOf(reading: Reading, counts: readonly Count[]): Quantity | null {
  const { text, sentence } = reading
  const money = counts.filter(({ numberEnd, value }) => {
    const after = text.slice(numberEnd, numberEnd + 8)
    return moneyAfter.test(after) || hundredMillions.test(after) || (value >= 10_000 && openMoney.test(after))
  })
  if (money.length === 0 || !incidents.some((kind) => reading.of('trigger', kind).length > 0)) {
    return null
  }
  let most: Quantity | null = null
  for (const { start, numberEnd, value } of money) {
    const own = sentence(start)
    const clause = text.slice(Math.max(own.start, start - 14), Math.min(own.end, numberEnd + 6))
    const from = own.start > 1 ? sentence(own.start - 2).start : own.start
    if (otherMoney.test(clause) || /骗|理财|炒股|国有资产|投资/.test(text.slice(own.start, own.end))) continue
    if (
      !lost.test(text.slice(own.start, numberEnd + 10)) &&
      !(
        lost.test(text.slice(from, own.start)) &&
        /合计|总计|共|算下来|估|约|账|算出|核出|报出|统计|保险公司|清点/.test(clause)
      )
    )
      continue
    if (discounted(reading, { start, end: numberEnd })) continue
    const yuan = hundredMillions.test(text.slice(numberEnd, numberEnd + 4)) ? value * 100_000_000 : value
    if (!most || yuan > most.value)
      most = { value: yuan, figures: [{ start, end: Math.min(own.end, numberEnd + 2) }] }
  }
  return most
}

const asGrade =
  /^级(?!地震预警|响应|应急|以下|以上地震|抗震|大风|台风|阵风|伤残|残疾|[^，。；]{0,4}(?:响应|预警|医院|公路|干部|警报))/
const windy =
  /(?:还有|还会|将有|会有|可能有|再来)[^，。]{0,4}$|(?:警戒|预警|等级)[^，。]{0,6}$|风力?[^，。]{0,5}$|烈度[^，。]{0,4}$|抗震[^，。]{0,6}$|响应[^，。]{0,4}$/
const quake = /地震|余震|强震|震源|里氏|(?<!平)台网|震级|震感|震中|震了|在震|晃/

/** Magnitude: 6.3级, and 台网说5.4 without 级. */
export function magnitudeOf(reading: Reading, counts: readonly Count[]): Quantity | null {
  const { text } = reading
  const small = counts.filter(({ value }) => value > 0 && value < 10)
  if (small.length === 0 || !/级|震|[里芮]氏|台网/.test(text)) return null
  let most: Quantity | null = null
  /** Of an earlier quake: 2019年曾发生6.0级地震 …6.0级主震之后. */
  const ofThePast = new Set<number>()
  for (const { start, numberEnd, value } of small) {
    const before = text.slice(Math.max(0, start - 14), start)
    const after = text.slice(numberEnd, numberEnd + 8)
    const isNamed = /(?:震级|里氏|[芮黎]氏|(?<!平)台网[^，。]{0,6})[^，。\d]{0,8}$/.test(before)
    // 发生规模6.4地震
    const isScaled = /规模(?:为|达|约)?\s?$/.test(before) && quake.test(sentenceOf(reading, start))
    const isRead =
      /^\d\.\d$/.test(text.slice(start, numberEnd)) &&
      value >= 3 &&
      /^(?:[，。；、！）)]|左右|$)/.test(after) &&
      /震中|震级|地震|台网|震源|震了|震感|楼晃|晃得/.test(sentenceOf(reading, start))
    const isGraded =
      asGrade.test(after) &&
      ((value !== Math.floor(value) && value >= 3) || quake.test(sentenceOf(reading, start)))
    if (
      windy.test(before) ||
      (!isGraded && !isRead && !isScaled && !(isNamed && !/^[时分秒日月年点公千米次条%]/.test(after)))
    )
      continue
    // 与5月26日宫城近海的7.1级地震没有直接关联
    if (
      /^级[^，。；]{0,8}(?:没有|无|并无)[^，。；]{0,4}(?:关联|关系|联系)/.test(
        text.slice(numberEnd, numberEnd + 20),
      )
    ) {
      ofThePast.add(value)
      continue
    }
    const why = discounted(reading, { start, end: numberEnd })
    if (why) {
      if (why === '历史回顾') ofThePast.add(value)
      continue
    }
    if (ofThePast.has(value)) continue
    if (!most || value > most.value) most = { value, figures: [{ start, end: numberEnd + 1 }] }
  }
  return most
}

function sentenceOf({ text, sentence }: Reading, at: number): string {
  const { start, end } = sentence(at)
  return text.slice(start, end)
}
