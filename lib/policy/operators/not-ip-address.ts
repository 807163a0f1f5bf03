/**
 * `NotIpAddress`: the address lies in none of the ranges. Holds when the key is absent.
 */
import { negationOf } from '../condition-operator';
import { ipAddress } from './ip-address';

export const notIpAddress = negationOf(ipAddress, 'NotIpAddress');
