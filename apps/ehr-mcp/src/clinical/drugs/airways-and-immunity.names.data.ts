/** Brand names and other names of drugs for airways, immunity and skin. */
export const airwaysAndImmunityNames: readonly (readonly [name: string, substances: readonly string[]])[] = [
  ['salbutamol', ['albuterol']],
  ['ventolin', ['albuterol']],
  ['proair', ['albuterol']],
  ['sudafed', ['pseudoephedrine']],
  ['robitussin dm', ['dextromethorphan']],
  ['delsym', ['dextromethorphan']],
  ['theo-24', ['theophylline']],
  ['trexall', ['methotrexate']],
  ['sandimmune', ['cyclosporine']],
  ['neoral', ['cyclosporine']],
  ['ciclosporin', ['cyclosporine']],
  ['prograf', ['tacrolimus']],
  ['imuran', ['azathioprine']],
  ['accutane', ['isotretinoin']],
];
