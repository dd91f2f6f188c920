import type { MatterField } from './http/matters.js'
import type { MatterGroup } from './matter.js'
import {
  applicantKinds,
  deliveries,
  type MatterDetails,
  type MatterDetailsOf,
  publicities,
  riskGrades,
} from './matter-details.js'
import type { MatterReading } from './matter-reading.js'
import { dayOf, parseDay } from './shanghai.js'

/** One of the listed words; anything else is refused in words. */
function choose<Word extends string>(
  { written, refuse }: MatterReading,
  field: MatterField & ('applicantKind' | 'delivery' | 'risk' | 'publicity'),
  words: readonly Word[],
  label: string,
): Word | null {
  const found = words.find((word) => word === written[field])
  return found ?? refuse(field, `请选择${label}`)
}

function readDisclosure(reading: MatterReading): MatterDetailsOf<'disclosure'> | null {
  const applicant = choose(reading, 'applicantKind', applicantKinds, '申请人类别')
  const delivery = choose(reading, 'delivery', deliveries, '获取信息的方式')
  const number = reading.needed('number', '申请编号', 100)
  return applicant && delivery
    ? { group: 'disclosure', applicant, delivery, number, unclear: reading.written.unclear === true }
    : null
}

function readPreview(startAt: Date, reading: MatterReading): MatterDetailsOf<'decision-preview'> | null {
  const { refuse, needed } = reading
  const words = needed('until', '预公开截止日期', 40)
  const risk = choose(reading, 'risk', riskGrades, '风险等级')
  const conclusion = needed('conclusion', '风险评估结论', 2000)
  const plan = needed('plan', '舆情应对预案', 2000)
  const until = words === '' ? null : dayIn(words)
  if (words !== '' && until === null)
    refuse('until', `截止日期“${words.slice(0, 20)}”看不懂，请写成 2026-03-16`)
  if (until !== null && until < dayOf(startAt)) refuse('until', '截止日期早于发布时间，请核对')
  return risk && until ? { group: 'decision-preview', until, risk, conclusion, plan } : null
}

function dayIn(words: string): string | null {
  try {
    return parseDay(words)
  } catch {
    return null
  }
}

/** What the form of this group asks for beyond what all ask; null when something is wrong, which `reading` was told. */
export function readMatterDetails(
  group: MatterGroup,
  startAt: Date,
  reading: MatterReading,
): MatterDetails | null {
  switch (group) {
    case 'message': {
      const number = reading.line('number', '留言编号', 100)
      return { group, ...(number ? { number } : {}) }
    }
    case 'disclosure':
      return readDisclosure(reading)
    case 'decision-preview':
      return readPreview(startAt, reading)
    case 'document-publish': {
      const number = reading.needed('number', '文号', 100)
      const publicity = choose(reading, 'publicity', publicities, '公开属性')
      return publicity ? { group, number, publicity } : null
    }
    case 'activity-publish': {
      const place = reading.line('place', '活动地点', 200)
      return { group, ...(place ? { place } : {}) }
    }
  }
}
