import { expect, test } from 'vitest'
import { qingheAnalyzer } from './test-analyzer.js'

const analyzer = qingheAnalyzer()
const grade = (text: string) => analyzer.analyze({ text }).grade

test('what goes round is not believed where the same sentence knows better', () => {
  expect(grade('雾中多车相撞，网友传“死了三四十人”，指挥部昨晚公布，9人死亡。')).toBe('III')
  expect(grade('网上那个“冲走上百人”的视频，村干部看过，是前年南方的。')).toBe('IV')
  expect(grade('“化工园爆炸死了三十多人”？警方：假的！')).toBe('IV')
})

test('what somebody answers for counts though it stands in quotation marks', () => {
  expect(grade('县长说：“事故已造成12人遇难，责任人已被控制。”')).toBe('II')
})

test('readers asked to spread no rumours read a true figure', () => {
  expect(grade('隧道抽排中，目前发现逝者13位，请大家不要传谣。')).toBe('II')
})

test('what holds stands in a sentence of its own beside the rumour refuted', () => {
  expect(grade('“网传三十人死亡”不实！指挥部20时通报：坍塌现场已清理完毕，共找到12名遇难者。')).toBe('II')
})
