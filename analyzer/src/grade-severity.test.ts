import { expect, test } from 'vitest'
import { qingheAnalyzer } from './test-analyzer.js'

const analyzer = qingheAnalyzer()
const judge = (text: string, title?: string) => analyzer.analyze({ ...(title ? { title } : {}), text })
const grade = (text: string, title?: string) => judge(text, title).grade

test.each([
  ['青禾县一工厂爆炸，造成30人死亡。', 'I'],
  ['青禾县一工厂爆炸，造成29人死亡。', 'II'],
  ['两车相撞，致10人遇难。', 'II'],
  ['两车相撞，5死12伤。', 'III'],
  ['三车追尾，造成2人死亡，1人受伤。', 'IV'],
  ['工地坍塌，重伤五十人。', 'II'],
  ['工厂起火，直接经济损失1.2亿元。', 'I'],
  ['客车坠江，24人失踪。', 'II'],
  ['煤矿透水，近百人死亡。', 'I'],
])('an accident by its figures: %s → %s', (text, expected) => {
  expect(grade(text)).toBe(expected)
})

test.each([
  ['某县发生7.0级地震。', 'I'],
  ['某县发生6.1级地震，震感强烈。', 'II'],
  ['某县发生5.4级地震。', 'III'],
  ['附近海域发生6.5级地震，尚无人员伤亡报告。', 'III'],
  ['某县发生4.0级地震。', 'IV'],
  ['137人食物中毒，其中2人死亡。', 'II'],
  ['学校食堂食物中毒，54名学生身体不适。', 'III'],
  ['36名学生食物中毒，均已出院。', 'IV'],
  ['男子持刀行凶，造成3人死亡。', 'III'],
  ['暴雨引发山洪，转移群众1.2万人。', 'III'],
])('other kinds by their own table: %s → %s', (text, expected) => {
  expect(grade(text)).toBe(expected)
})

test.each([
  ['县里组织应急演练，模拟燃气爆炸造成30人死亡。', '演练'],
  ['网传我县爆炸致30人死亡，系谣言。', '辟谣'],
  ['这座桥再不修，万一塌了死了30人谁负责？', '假设'],
  ['十年前，这里的矿难造成30人死亡。', '历史'],
  ['要吸取外地大桥垮塌造成30人死亡的教训，请检查我们的桥。', '他处'],
  ['厂房起火，无人员伤亡。', '否定'],
])('%s does not count (%s)', (text) => {
  expect(grade(text)).toBe('IV')
})

test.each([
  ['渡轮翻了，四十个乡亲就回来了七个。', 'II'],
  ['客车冲下山，车上三十三人，只有俩喘气的。', 'I'],
  ['隧道里进了瓦斯，掘进班十五个人全在里头，一个没出来。今早遗体抬出来了。', 'II'],
  ['矿上冒了顶，井底还关着六十一个人。', 'I'],
  ['氧气站爆炸，收治的29人中危重3人、重伤8人，其余轻伤。', 'III'],
  ['工厂爆炸，重伤9人，其中危重3人。', 'IV'],
  ['煤矿突水，交班的人对了矿灯，少了六十三盏。', 'I'],
  ['学校食堂一百三十个学生住院，其中一个女孩昨晚走了。', 'II'],
  ['货车掉下桥砸中早市，殡仪馆的棺材要了三十三副，都在哭。', 'I'],
])('who did not come back, bodies, coffins and degrees of harm tell a figure: %s → %s', (text, expected) => {
  expect(grade(text)).toBe(expected)
})

test.each([
  ['我们小区六百户12月31日交房，合同写得清楚。', 'IV'],
  ['公司拖欠30万工人安装款，请帮忙讨要。', 'IV'],
  ['社区动员走了五百名志愿者去看烟花，广场很热闹。', 'IV'],
  ['过去一年改造老旧小区43个，惠及居民9800户，政府工作报告说停水问题多年未解决的已清零。', 'IV'],
  ['养老院的护工拿鞋底抽我爸的脸。', 'III'],
  ['人贩子从菜地里把三岁的娃娃抱走了，公安抓了人。', 'III'],
  ['整个市场二百来家摊主摁了手印，电费翻倍的事半年没人管。', 'III'],
])('dates, money and reports raise nothing, cruelty and joint action do: %s → %s', (text, expected) => {
  expect(grade(text)).toBe(expected)
})

test('totals and parts are not added twice', () => {
  const { factors } = judge('三车相撞造成5人死亡。其中4人当场死亡，1人送医途中死亡。')
  expect(factors[0]?.name).toContain('5 人')
})

test.each([
  ['塔吊倒了，压住的七个人一个都没救过来。', 7],
  ['车上的人都在殡仪馆了，大巴翻进沟里，一共十八个名字。', 18],
  ['厂房爆炸，死12，伤7（重2）。', 12],
  ['隧道冒顶，遇难人数由8人增至11人。', 11],
  ['消防员牺牲4人，职工遇难7人，合计11人，爆炸现场已封闭。', 11],
  ['矿井透水，30人被困，已救出12人。', 9],
  ['山体滑坡，五人被埋，扒出来时全都没了气。', 5],
  ['翻船了，当场没了两个，第三个送到医院也走了。', 3],
  ['更正：坍塌此前误报死亡13人，实为8人。', 8],
])('the dead are counted whatever word tells of them: %s → %d', (text, dead) => {
  expect(judge(text).factors[0]?.name).toContain(`死亡 ${dead} 人`)
})

test.each([
  ['三百多商户的货全没了，大火烧了一夜，没有伤人。'],
  ['小区有1713业主，楼道灯坏了。'],
  ['数万居民出行，路口天天拥堵。'],
  ['死者的几十个亲友来了。'],
  ['工地塔吊是不是砸死了十多个？没有的事。'],
])('a figure beside a grave word is not always its own: %s', (text) => {
  expect(grade(text)).toBe('IV')
})

test('parts without a total are added', () => {
  expect(grade('两车相撞，当场死亡2人，另有1人送医后死亡。')).toBe('III')
})

test('many households, a vital matter and long delay make III without figures', () => {
  expect(grade('我们小区三百余户业主逾期交房两年，多次投诉一直未果，业主们准备联名上访。')).toBe('III')
  expect(grade('小区楼下早餐店噪音扰民，希望处理。')).toBe('IV')
})

test('each factor carries its words and its clause, at offsets into title and text', () => {
  const title = '车祸'
  const text = '今晨国道两车相撞，造成５人死亡。'
  const [factor] = judge(text, title).factors
  expect(factor?.basis).toContain('第三条')
  const [evidence] = factor?.evidence ?? []
  expect(evidence?.text).toContain('５人死亡')
  expect(`${title}\n${text}`.slice(evidence!.start, evidence!.end)).toBe(evidence!.text)
})
