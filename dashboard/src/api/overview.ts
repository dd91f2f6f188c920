import type {
  JurisdictionView,
  OpinionLogView,
  StartedJurisdiction,
  StartJurisdiction,
  UnitView,
  WallView,
} from '@huiyin/domain/http/overview'
import type { RegimeView } from '@huiyin/domain/http/regimes'
import { get, post, request } from './request.js'

export const getLog = (date: string) => get<OpinionLogView>(`/opinion-logs/${date}`)
/** Where the browser fetches the log of a day as PDF from. */
export const logAddress = (date: string): string => `/api/opinion-logs/${date}/report`
export const getWall = () => request<WallView>('GET', '/wall', { anonymous: true })
export const listUnits = () => get<UnitView[]>('/units')
export const listRegimes = () => get<RegimeView[]>('/regimes')
export const getJurisdiction = () => get<JurisdictionView>('/jurisdiction')
export const startJurisdiction = (body: StartJurisdiction) => post<StartedJurisdiction>('/jurisdiction', body)
