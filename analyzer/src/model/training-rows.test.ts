import { expect, test } from 'vitest'
import { asOtherPlace, asTopicName, isTicket, isTopicName } from './training-rows.js'

const ticket = (...categories: string[]) => ({
  id: 1,
  text: '市民来电反映：楼下的工地凌晨两点还在打桩，一整晚都睡不着，希望有人来管一管。',
  unit: '城管执法',
  categories,
})

test('a ticket teaches the topic of its categories, whichever body it was sent to', () => {
  expect(asOtherPlace(ticket('城管问题', '施工管理', '夜间施工的现象', '超时施工'))?.label).toBe('环境保护')
  expect(asOtherPlace(ticket('城管问题', '扩展事件', '夜间排挡摊点', '占道经营'))?.label).toBe('城乡建设')
  expect(asOtherPlace(ticket('城管问题', '扩展事件', '夜间排挡摊点', '人为噪音'))?.label).toBe('环境保护')
})

test('a ticket of no topic, without categories or too short teaches nothing', () => {
  expect(asOtherPlace(ticket('公共服务', '税务', '其他', '其他'))).toBeNull()
  expect(asOtherPlace({ ...ticket(), categories: undefined })).toBeNull()
  expect(asOtherPlace({ ...ticket('城管问题', '教育', '幼儿园', '其他'), text: '问幼儿园电话' })).toBeNull()
})

test('a line of the list of topics is a small message on its first level; 其他 is none', () => {
  const line = { l1: '环境保护', l2: '环境污染', l3: '噪音污染' }
  expect([isTopicName(line), isTicket(line)]).toEqual([true, false])
  expect(asTopicName(line, 3)).toEqual({
    id: 'topic-3',
    title: '噪音污染',
    text: '环境污染',
    label: '环境保护',
  })
  expect(asTopicName({ ...line, l3: '其他' }, 4)).toBeNull()
  expect(() => asTopicName({ ...line, l2: 7 }, 5)).toThrow('三级分类的每一级都应为文字')
})
