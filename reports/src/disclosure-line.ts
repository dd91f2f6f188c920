import {
  type DisclosureMark,
  documentDisclosureLabel,
  type MarkedDocument,
  proposedDisclosure,
} from '@huiyin/domain/document-disclosure'

/**
 * 公开属性 as the form line prints it: what was chosen, else what the rules propose for this kind of document
 * (勺米 公文公开属性源头认定 第三条).
 */
export const disclosureLine = (
  mark: DisclosureMark | null | undefined,
  { kind, walled }: { kind: MarkedDocument; walled: boolean },
): string => `公开属性：${documentDisclosureLabel[(mark ?? proposedDisclosure(kind, walled)).attribute]}`
