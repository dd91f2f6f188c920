import { toShanghaiIso } from '@huiyin/domain/shanghai'
import { spreadCurveSvg } from './charts/spread-curve.js'
import type { ReportFonts } from './fonts.js'
import type { Block, Section } from './report-document.js'
import type { SpecialReportInput } from './special-report-input.js'
import { specialReportModel } from './special-report-model.js'
import { type Typesetter, typesetter } from './typesetter.js'

/** The type area is 156 mm, 442 pt; 126 pt is four and a half lines of the page grid. */
const chartSize = { width: 442, height: 126 }

/**
 * 舆情专报 of one event as a PDF in the form of GB/T 9704-2012. The same input gives the same bytes on the same
 * machine: the date of the file is the input's.
 * @throws InvalidInput when the report may not be printed, TypesettingFailed when it could not be set.
 */
export async function renderSpecialReport(
  input: SpecialReportInput,
  setter: Typesetter = typesetter(),
): Promise<Buffer> {
  return setter.pdf('special-report.typ', specialReportData(input, setter.fonts))
}

/** What the template reads: the report, its chart as SVG, the faces of this machine and the file's metadata. */
export function specialReportData(input: SpecialReportInput, fonts: ReportFonts) {
  const report = specialReportModel(input)
  const families = fonts.roles.hei.families.map((family) => `'${family}'`).join(',')
  return {
    ...report,
    sections: report.sections.map((section) => withCharts(section, families)),
    fonts: fonts.roles,
    metadata: { author: report.head.office, keywords: [fonts.statement], ...dateParts(input.generatedAt) },
  }
}

const withCharts = (section: Section, fontFamily: string) => ({
  ...section,
  blocks: section.blocks.map((block: Block) =>
    block.kind === 'chart'
      ? {
          kind: 'chart',
          caption: block.caption,
          svg: spreadCurveSvg(block.points, { fontFamily, ...chartSize }),
        }
      : block,
  ),
})

function dateParts(instant: Date) {
  const iso = toShanghaiIso(instant)
  const [year, month, day, hour, minute, second] = iso.split(/[-T:+]/).map(Number)
  return { date: { year, month, day, hour, minute, second } }
}
