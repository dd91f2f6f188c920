import { expect, test } from 'vitest'
import { qingheAnalyzer } from './test-analyzer.js'

const analyzer = qingheAnalyzer()
const grade = (text: string) => analyzer.analyze({ text }).grade

const unreal: Record<string, readonly string[]> = {
  辟谣: [
    '网传某化工厂爆炸致12人死亡，经核查系谣言，请勿转发。',
    '【辟谣】桥梁垮塌造成15人遇难的消息不属实。',
    '关于校车侧翻30人死亡的不实信息，发布者已被处罚。',
  ],
  演练: [
    '县里举行应急演练，模拟大巴侧翻造成12人死亡、30人受伤。',
    '消防桌面推演：设定仓库起火，35人死亡。',
    '演习中假定有10人遇难，各组依次出动。',
  ],
  假设: [
    '如果煤气罐炸了，死十几个人谁负责？',
    '万一桥塌了造成12人死亡，谁担得起。',
    '难道要等到死了十几个人才来修吗？',
  ],
  历史: [
    '十年前这里发生过矿难，当年造成31人死亡。',
    '今天是那场火灾的周年，那次事故造成12人遇难。',
    '历史上的今天：1998年洪水造成35人遇难。',
  ],
  他处: [
    '要吸取外地商场大火造成18人死亡的教训。',
    '不要像隔壁县那样，一次坍塌造成12人死亡。',
    '类似某地燃气爆炸致31人死亡的事故，决不能在我们这里发生。',
  ],
  转述: [
    '听说前几天那边出了事，有人传死了十几个人，不知真假。',
    '群里都在传化工厂死了12个人，真的假的？',
    '据说死了三十多人，未经证实。',
  ],
  否定: [
    '两车相撞，没有造成人员死亡，3人受轻伤。',
    '火灾已扑灭，无人员伤亡。',
    '经搜救，12名村民全部脱险，无人死亡。',
  ],
}

test.each(Object.entries(unreal).flatMap(([kind, texts]) => texts.map((text) => [kind, text] as const)))(
  '%s: what did not happen here and now reaches no hard figure: %s',
  (_kind, text) => {
    expect(['III', 'IV']).toContain(grade(text))
  },
)

test.each([
  '并非演练，化工厂爆炸造成12人死亡。',
  '此前有人称是谣言，官方通报确认事故造成12人死亡。',
  '去年刚整治过，今天又塌了，造成12人死亡。',
  '如果早修就好了。昨晚桥塌了，造成12人死亡。',
  '大巴侧翻造成12人死亡，没有一个领导到场。',
])('what did happen keeps its grade although such a word stands near: %s', (text) => {
  expect(grade(text)).toBe('II')
})

test('a film is a film, and a director among the dead is none', () => {
  expect(grade('昨晚看了个灾难片，里面大桥垮塌死了四十个人，太震撼了。')).toBe('IV')
  expect(grade('宾馆遭袭，十六人死亡，其中有一名法国导演。')).toBe('II')
})

test('who speaks of a time bomb tells of no attack', () => {
  expect(grade('违规存放的煤气罐就像一颗定时炸弹，昨晚终于爆炸，有15人重伤。')).toBe('III')
})
