import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { HolidayYear, WorkCalendar } from '@huiyin/domain/calendar'
import type { Clock } from '@huiyin/domain/clock'
import type { Evidence } from '@huiyin/domain/evidence'
import type { ItemDraft } from '@huiyin/domain/item'
import type { RuleFile, RuleTexts } from '@huiyin/domain/judgement-change'
import type { NoticeRules } from '@huiyin/domain/notice'
import type { PasswordPolicyName } from '@huiyin/domain/password-policy'
import type { Regime } from '@huiyin/domain/regime'
import type { SecondFactorRule } from '@huiyin/domain/second-factor'
import type { SourceDefinition, SweepError } from '@huiyin/domain/source'
import type { ResponsibleUnit } from '@huiyin/domain/unit'
import type { CaseLetterInput } from '@huiyin/reports/case-letter-input'
import type { DraftSheetInput } from '@huiyin/reports/draft-sheet-input'
import type { OpinionLogInput } from '@huiyin/reports/opinion-log-model'
import type { SpecialReportInput } from '@huiyin/reports/special-report-input'
import type { OriginalVault } from '@huiyin/store/original-vault'
import type { Store } from '@huiyin/store/store'
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { OidcSettings } from './oidc-settings.js'

/** The reviewed data the API answers from. */
export interface ApiKeywords {
  regimes: readonly Regime[]
  /** The regime of that code first, then those it adopts. @throws InvalidInput naming the known codes. */
  regimeWithAdopted(code: string): Regime[]
  calendar: WorkCalendar
  /** The YAML a shipped regime was read from, by its code. */
  regimeTexts: ReadonlyMap<string, string>
  /** A regime, or a year's notice, in YAML. @throws InvalidInput naming file, line and field. */
  parseRegime(yaml: string, name: string): Regime
  parseHolidayYear(yaml: string, name: string): HolidayYear
  /** Units by name; known names take code and duties from the shipped directory. */
  unitsFromNames(names: readonly string[]): ResponsibleUnit[]
  /** Who is told of what, when and by which way: the shipped rules, which a county may set anew. */
  shippedNotices: { readonly rules: NoticeRules; readonly yaml: string }
  /** 通知规则 in YAML. @throws InvalidInput naming file, line and field. */
  parseNoticeRules(yaml: string, name: string): NoticeRules
  /** The cards of what judges, as shipped: measured accuracy, with the command that measured it. */
  measuredCards(): readonly object[]
  shippedRules(file: RuleFile): string
  /** @throws InvalidInput naming file, line and field of a changed file. */
  checkRules(files: RuleTexts): void
}

/** What sets papers as PDF: a 专报 of one event, the letters of a case, the log of a day. */
export interface ApiReports {
  specialReport(input: SpecialReportInput): Promise<Uint8Array>
  caseLetter(input: CaseLetterInput): Promise<Uint8Array>
  draftSheet(input: DraftSheetInput): Promise<Uint8Array>
  opinionLog(input: OpinionLogInput): Promise<Uint8Array>
}

/** A definition with what a first look through it read, before masking. */
export interface TriedSource {
  definition: SourceDefinition
  /** The definition as text. */
  yaml: string
  preview: {
    found: number
    entries: readonly { url: string; title: string; publishedAt: Date | null }[]
    items: readonly ItemDraft[]
    errors: readonly SweepError[]
    nextPage: string | null
  }
  /** What the address was recognised as, and why. */
  make?: { code: string; name: string; why: string[] }
  columns?: readonly { name: string; url: string }[]
}

export interface ApiConfig {
  /** Keys of CSRF tokens and display links are derived from it: at least 32 characters. */
  secret: string
  /** Opens originals for whoever was granted one reading, and seals who asks about his data. */
  vault: OriginalVault
  version: string
  /** How people reach us when a proxy stands in between, e.g. `https://yq.example.gov.cn`. */
  publicOrigin?: string
  /** The built dashboard. */
  dashboardDir: string
  /** Where the heads of the audit chain are exported to; without it the chain is checked against none. */
  auditHeadsDir?: string
  /** Cookies only over HTTPS. */
  secureCookies: boolean
  /**
   * Reads a source definition written in YAML; given by whoever wires the crawler, whose grammar it is.
   * @throws InvalidInput naming line and field.
   */
  parseSource: (yaml: string, name: string) => SourceDefinition
  /** Guesses a definition from a URL and tries it; given by whoever wires the crawler. */
  probeSource?: (url: string) => Promise<TriedSource>
  /** Tries a definition written in YAML. @throws InvalidInput naming line and field. */
  checkSource?: (yaml: string) => Promise<TriedSource>
  /** Writes evidence as a WARC; given by whoever wires the crawler, whose library it is. */
  writeEvidence?: (evidence: Evidence) => Promise<Uint8Array>
  /** What passwords must be like; 等保's by default. */
  passwordPolicy?: PasswordPolicyName
  /** Who must sign in with a second factor in a real jurisdiction; administrators and auditors by default. */
  secondFactor?: SecondFactorRule
  /** The provider people may also sign in with. */
  oidc?: OidcSettings
  /** Ranges outside the public network that messages may also be sent to; the crawler's setting. */
  allowedNetworks?: readonly string[]
  /** Requests a minute from one address, and sign-in tries a minute for one account from one address. */
  limits?: { general: number; signIn: number }
}

export interface ApiDeps {
  store: Store
  reports?: ApiReports
  keywords: ApiKeywords
  clock: Clock
  config: ApiConfig
}

/** Our Fastify with TypeBox schemas. */
export type Api = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

/** The API acting for itself: sign-in, health, and what nobody in particular asks. */
export const self = { kind: 'service', name: 'api' } as const
