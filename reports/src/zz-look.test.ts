import { writeFileSync } from 'node:fs'
import { test } from 'vitest'
import { renderSpecialReport } from './special-report.js'
import { at, buildCaseFile, buildDeadline, buildEvent, buildInput, buildItem, buildJudgement } from './testing/build-input.js'
const texts = [
  ['春晓小区已经停水三天，找谁都没有用', '从上周五开始春晓小区停水三天，物业只说等通知。我们三栋楼二百多户，做饭洗澡都成问题，请问什么时候能恢复供水？', '投诉'],
  ['水费照收，水不来', '停水三天水费一分没少，自来水公司电话打不通。要求县里派人来看一看主管道到底坏在哪里，不要互相推。', '投诉'],
  ['老人提水摔了一跤', '家里老人下楼提水摔了一跤，希望社区安排送水车到楼下，先把高层住户的用水保障起来。', '求助'],
  ['请问停水补偿怎么办', '请问因管道施工造成的长时间停水，能不能减免当月水费？政策在哪里可以查到？', '咨询'],
  ['建议加装二次供水监测', '建议借这次检修把二次供水泵房一起改造，装上在线监测，停水之前能提前通知。', '建议'],
] as const
const src = [{ id: 's1', name: '青禾论坛', kind: 'forum', level: 'county' },{ id: 's2', name: '青禾县网上留言板', kind: 'board', level: 'county' },{ id: 's3', name: '晚报官方微博（镜像）', kind: 'weibo', level: 'city' },{ id: 's4', name: '青禾生活圈', kind: 'wechat', level: 'self-media' }] as const
const many = Array.from({ length: 50 }, (_, i) => {
  const [title, text, appeal] = texts[i % 5]!
  return buildItem(i + 1, { title: i < 5 ? title : `${title}（第${i}次反映）`, text: i<30? text : text.slice(0, 40)+ '。' , source: src[i % 4]!, publishedAt: i % 9 === 8 ? null : at(new Date(Date.parse('2026-03-01T06:10+08:00') + (i*i) * 30_000).toISOString()), foundAt: at(new Date(Date.parse('2026-03-01T06:20+08:00') + i*i * 31_000).toISOString()), judgement: buildJudgement({ appeal, sentiment: appeal === '建议' ? 'neutral' : 'negative' }), duplicateOf: i === 7 ? '00000000-0000-4000-8000-000000000001' : null, url: i%3? `https://weibo.example.com/detail/5009${i}?luicode=10000011&lfid=1076032803301701_-_longlonglonglonglong%E4%B8%AD%E6%96%87` : `http://bbs.qinghe.example/t-${i}.html` })
})
test('look', async () => {
  const t0 = performance.now()
  const event = buildEvent(many, { state: 'accepted', decision: { grade: 'II', reason: '影响范围扩大，按重大掌握' }, decidedBy: '李明', decidedAt: at('2026-03-01T10:00+08:00') })
  const pdf = await renderSpecialReport(buildInput({ demonstration: true, event, copyTo: ['县委办公室', '县人民政府办公室', '县委宣传部', '县委网信办'], caseFile: buildCaseFile({ grade: 'II', deadlines: [buildDeadline(), buildDeadline({ code: 'first-statement', name: '首次权威信息发布', amount: 5, dueAt: at('2026-03-01T11:59+08:00'), metBy: 'statement', document: '国办发〔2016〕80号', clause: '' }), buildDeadline({ code: 'press', name: '新闻发布会', amount: 24, dueAt: at('2026-03-02T06:59+08:00'), metBy: 'briefing', metAt: at('2026-03-01T20:00+08:00') })] }) }))
  process.stderr.write(`${performance.now() - t0}ms ${pdf.length}\n`)
  const t1 = performance.now()
  const again = await renderSpecialReport(buildInput({}))
  process.stderr.write(`${performance.now() - t1}ms\n`)
  writeFileSync('/tmp/rep/many.pdf', pdf)
  writeFileSync('/tmp/rep/small.pdf', again)
})
