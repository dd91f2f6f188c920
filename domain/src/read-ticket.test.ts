import { expect, test } from 'vitest'
import { readTicket } from './read-ticket.js'

test('a hotline ticket is split into fields, its telephone number left out', () => {
  const ticket = `工单编号：SJ20260803001　　诉求来源：12345热线
来电时间：2026-08-03 14:05
来电人：王某某
联系电话：13800000000
诉求标题：城东花园连续三天停水
事发地址：城东街道城东花园
诉求内容：小区从8月1日起停水，
物业说不清何时恢复。`
  expect(readTicket(ticket)).toEqual({
    number: 'SJ20260803001',
    seenWhere: '12345热线',
    publishedAt: '2026-08-03 14:05',
    author: '王某某',
    title: '城东花园连续三天停水',
    text: '小区从8月1日起停水，\n物业说不清何时恢复。\n地点：城东街道城东花园',
  })
})

test('an e-mail gives its sender without the address, its subject, its time and its body', () => {
  const mail = `发件人: 李工 <ligong@example.com>
收件人: 县长信箱 <xz@example.gov.cn>
日期: 2026年8月3日 09:12
主题: 关于西环路扬尘的反映

您好，西环路渣土车夜间不盖篷布，
望有关部门处理。`
  expect(readTicket(mail)).toEqual({
    author: '李工',
    publishedAt: '2026年8月3日 09:12',
    title: '关于西环路扬尘的反映',
    text: '您好，西环路渣土车夜间不盖篷布，\n望有关部门处理。',
  })
})

test('a text without labels is a title and a body, and its address is found', () => {
  expect(readTicket('西门桥积水了\n早上车过不去 https://bbs.example.cn/t/1，求关注')).toEqual({
    title: '西门桥积水了',
    text: '早上车过不去 https://bbs.example.cn/t/1，求关注',
    url: 'https://bbs.example.cn/t/1',
  })
  expect(readTicket('  一句话的反映  ')).toEqual({ text: '一句话的反映' })
})

test('a word like a label inside a sentence parts nothing', () => {
  expect(readTicket('内容：他说时间：三天以内会修好')).toEqual({ text: '他说时间：三天以内会修好' })
})

test('nothing that was written is lost when a label comes twice', () => {
  const { text } = readTicket('内容：甲\n内容：乙')
  expect(text).toContain('甲')
  expect(text).toContain('乙')
})
