/** The choices of `render_image_frame`. Those for tissues are in Hounsfield units, so they mean something for CT only. */
export const windows = [
  { id: 'default', label: 'As taken', isForTissue: false },
  { id: 'full', label: 'All values', isForTissue: false },
  { id: 'brain', label: 'Brain', isForTissue: true },
  { id: 'subdural', label: 'Subdural', isForTissue: true },
  { id: 'stroke', label: 'Stroke', isForTissue: true },
  { id: 'bone', label: 'Bone', isForTissue: true },
  { id: 'lung', label: 'Lung', isForTissue: true },
  { id: 'mediastinum', label: 'Mediastinum', isForTissue: true },
  { id: 'abdomen', label: 'Abdomen', isForTissue: true },
  { id: 'liver', label: 'Liver', isForTissue: true },
  { id: 'soft-tissue', label: 'Soft tissue', isForTissue: true },
] as const;

export type WindowId = (typeof windows)[number]['id'];

export function windowsFor(modality: string | undefined) {
  return modality === 'CT' ? windows : windows.filter(({ isForTissue }) => !isForTissue);
}
