/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/site/setup.h"

#include "blogctl/site/id_registry.h"
#include "blogctl/site/site_bundles.h"
#include "blogctl/site/user_namespaces.h"

fallible setup_make(const struct place *p, const char *program,
		    const bool wanted[static ROLES], struct setup *ret)
{
	auto_programs struct programs programs = { 0 };
	struct setup setup = { 0 };
	struct err *e;

	e = user_namespaces_check();
	if (!e)
		e = programs_find(program, &programs);
	if (!e)
		e = place_make(p);
	if (!e && !p->uid)
		e = id_registry_find(p->base, p->site, &setup.first_id);
	if (!e)
		e = site_images_pack(p, &programs, wanted, &setup.images);
	if (!e)
		e = site_bundles_make_volumes(p, setup.first_id);
	if (!e)
		*ret = setup;
	return e;
}
