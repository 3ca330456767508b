import { roleNames, roles } from '@/lib/access/model';

export const roleOptions = roles.map((role) => ({ value: role, label: roleNames[role] }));
