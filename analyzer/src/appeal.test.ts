import { expect, test } from 'vitest'
import { qingheAnalyzer } from './test-analyzer.js'

const analyzer = qingheAnalyzer()
const appeal = (text: string, title?: string) =>
  analyzer.analyze({ text, ...(title ? { title } : {}) }).appeal

test.each([
  ['咨询', '请问柳河镇的医保在哪里办理？需要什么材料？'],
  ['咨询', '市民来电咨询：居住证丢了怎么补办，要几天。'],
  ['建议', '关于在滨河路增设公交站的建议：早高峰等车的人很多，最近的站要走二十分钟。'],
  ['投诉', '楼下烧烤店天天半夜扰民，为什么没人管？难道非要等到出事？'],
  ['投诉', '市民来电反映：柳河镇三组路灯不亮已有一星期，晚上出行不便。'],
  ['投诉', '盲道被电动车占满，影响盲人通行。'],
  ['举报', '我要举报枫渡路一家药店无证经营，卖过期药。'],
  ['求助', '求求大家扩散，我妈在柳河镇走失，穿红衣服，请协助寻找。'],
  ['报道', '新华社青禾8月1日电（记者）柳河镇一仓库起火，无人员伤亡。'],
  ['其他', '感谢信：感谢县医院急诊的医生护士，手术很顺利。'],
])('%s is what the writer wants: %s', (wanted, text) => {
  expect(appeal(text)).toBe(wanted)
})

test('the clerk’s 反映 is no complaint where a question follows', () => {
  expect(appeal('市民来电反映：请问公积金贷款如何办理')).toBe('咨询')
})
