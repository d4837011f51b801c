/** Fashion-MNIST: where it is, whether it is what it should be, and how it gets here. */
export { downloadDataset, type DownloadOptions } from './download';
export { importDataset } from './import';
export { findDataset, type DatasetFound, type DatasetPlaces } from './locate';
