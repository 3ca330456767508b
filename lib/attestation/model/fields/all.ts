import type { FormPart } from '../form';
import {
  approachFields,
  assessorFields,
  cardRoleFields,
  channelFields,
  eligibilityFields,
  entityFields,
  environmentFields,
  locationFields,
  p2peFields,
  productFields,
  providerFields,
  providerRoleFields,
  serviceFields,
  spocFields,
} from './scope';
import type { FieldSpec } from './spec';
import {
  completionFields,
  isaFields,
  officerFields,
  planFields,
  qsaFields,
  resultFields,
} from './validation';

/** The fields of every part, in the order of the official form. */
export const partFields: Record<FormPart, readonly FieldSpec[]> = {
  entity: entityFields,
  assessor: assessorFields,
  channels: channelFields,
  services: serviceFields,
  cardRole: cardRoleFields,
  providerRole: providerRoleFields,
  environment: environmentFields,
  locations: locationFields,
  products: productFields,
  p2peSolution: p2peFields,
  spocSolution: spocFields,
  providers: providerFields,
  approach: approachFields,
  eligibility: eligibilityFields,
  completion: completionFields,
  result: resultFields,
  officer: officerFields,
  qsa: qsaFields,
  isa: isaFields,
  plan: planFields,
};
