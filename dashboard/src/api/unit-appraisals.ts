import type { AppraisalView } from '@huiyin/domain/http/unit-appraisals'
import type { Period } from '@huiyin/domain/period'
import { get } from './request.js'

export const getAppraisal = ({ from, to }: Period) => get<AppraisalView>('/unit-appraisals', { from, to })
