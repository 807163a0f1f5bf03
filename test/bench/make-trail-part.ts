/**
 * One process's share of a trail: folder, records, number of the part and how many parts there are.
 */
import { writeTrail } from './make-trail';
import { ESTATE } from './trail-estate';

const [, , folder = '', records = '', part = '', of = ''] = process.argv;
writeTrail(folder, { ...ESTATE, records: Number(records) }, { part: Number(part), of: Number(of) });
