import 'server-only';
import type { CatalogueFiles } from './build';
import activities from './data/4.0.1/activities.json';
import crosswalk from './data/4.0.1/crosswalk.json';
import guidance1 from './data/4.0.1/guidance/1.json';
import guidance2 from './data/4.0.1/guidance/2.json';
import guidance3 from './data/4.0.1/guidance/3.json';
import guidance4 from './data/4.0.1/guidance/4.json';
import guidance5 from './data/4.0.1/guidance/5.json';
import guidance6 from './data/4.0.1/guidance/6.json';
import guidance7 from './data/4.0.1/guidance/7.json';
import guidance8 from './data/4.0.1/guidance/8.json';
import guidance9 from './data/4.0.1/guidance/9.json';
import guidance10 from './data/4.0.1/guidance/10.json';
import guidance11 from './data/4.0.1/guidance/11.json';
import guidance12 from './data/4.0.1/guidance/12.json';
import guidanceA1 from './data/4.0.1/guidance/a1.json';
import guidanceA2 from './data/4.0.1/guidance/a2.json';
import guidanceA3 from './data/4.0.1/guidance/a3.json';
import questionnaires from './data/4.0.1/questionnaires.json';
import requirements from './data/4.0.1/requirements.json';
import timeframes from './data/4.0.1/timeframes.json';

export const files: CatalogueFiles = {
  requirements,
  guidance: [
    guidance1,
    guidance2,
    guidance3,
    guidance4,
    guidance5,
    guidance6,
    guidance7,
    guidance8,
    guidance9,
    guidance10,
    guidance11,
    guidance12,
    guidanceA1,
    guidanceA2,
    guidanceA3,
  ],
  questionnaires,
  activities,
  timeframes,
  crosswalk,
};
