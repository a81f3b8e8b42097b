/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/network/net_devices.h"

#include <net/if.h>
#include <stdlib.h>
#include <string.h>

#include <linux/if_addr.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "runtime/network/netlink.h"

void net_devices_release(struct net_devices *d)
{
	free(d->addresses);
	*d = (struct net_devices){ 0 };
}

static fallible find_index(const char *name, int *ret)
{
	unsigned index = if_nametoindex(name);

	if (!index)
		return err_sys("find the network device '%s'", name);
	*ret = (int)index;
	return NULL;
}

struct noting {
	struct net_devices *devices;
	size_t device;
	int index;
};

static void copy_attribute(const struct rtattr *a, struct net_address *ret)
{
	const size_t len = RTA_PAYLOAD(a);

	if ((a->rta_type != IFA_LOCAL && a->rta_type != IFA_ADDRESS) ||
	    len > sizeof(ret->local))
		return;
	memcpy(a->rta_type == IFA_LOCAL ? ret->local : ret->address,
	       RTA_DATA(a), len);
	/* With version 6 there is but one, unless it has a peer. */
	if (a->rta_type == IFA_ADDRESS && !ret->len)
		memcpy(ret->local, RTA_DATA(a), len);
	ret->len = (unsigned char)len;
}

static void note(const struct nlmsghdr *m, void *ctx)
{
	const struct noting *n = ctx;
	struct net_devices *d = n->devices;
	const struct ifaddrmsg *found = NLMSG_DATA(m);
	struct net_address address = { .device = n->device };
	const struct rtattr *a = IFA_RTA(found);
	size_t left = IFA_PAYLOAD(m);

	if (m->nlmsg_type != RTM_NEWADDR || (int)found->ifa_index != n->index ||
	    found->ifa_scope != RT_SCOPE_UNIVERSE ||
	    !(found->ifa_flags & IFA_F_PERMANENT))
		return;
	address.family = found->ifa_family;
	address.prefix = found->ifa_prefixlen;
	for (; RTA_OK(a, left); a = RTA_NEXT(a, left))
		copy_attribute(a, &address);
	if (!address.len)
		return;
	d->addresses = mem_grow(d->addresses, d->addresses_len,
				&d->addresses_cap, sizeof(*d->addresses));
	d->addresses[d->addresses_len++] = address;
}

static fallible note_device(int fd, struct net_devices *d, size_t n)
{
	union netlink_request r;
	struct ifaddrmsg *all =
		netlink_begin(&r, RTM_GETADDR, NLM_F_DUMP, sizeof(*all));
	struct noting noting = { .devices = d, .device = n };
	struct err *e = find_index(d->items[n].name, &noting.index);

	return e ? e : netlink_list(fd, &r, note, &noting);
}

fallible net_devices_note(const struct net_device *items, size_t len,
			  struct net_devices *ret)
{
	auto_net_devices struct net_devices d = { .items = items, .len = len };
	auto_close int fd = -1;
	struct err *e = len ? netlink_open(&fd) : NULL;

	for (size_t i = 0; i < len && !e; i++)
		e = note_device(fd, &d, i);
	if (e)
		return err_wrap(e, "linux.netDevices");
	*ret = d;
	d = (struct net_devices){ 0 };
	return NULL;
}

static fallible move(int fd, const struct net_device *d, pid_t pid)
{
	union netlink_request r;
	struct ifinfomsg *link =
		netlink_begin(&r, RTM_NEWLINK, 0, sizeof(*link));
	const uint32_t to = (uint32_t)pid;
	struct err *e = find_index(d->name, &link->ifi_index);

	if (e)
		return e;
	/* A device that is up cannot be renamed. */
	link->ifi_change = IFF_UP;
	netlink_add(&r, IFLA_NET_NS_PID, &to, sizeof(to));
	netlink_add(&r, IFLA_IFNAME, d->inside, strlen(d->inside) + 1);
	return netlink_ask(fd, &r);
}

fallible net_devices_move(const struct net_devices *d, pid_t pid)
{
	auto_close int fd = -1;
	struct err *e = d->len ? netlink_open(&fd) : NULL;

	for (size_t i = 0; i < d->len && !e; i++) {
		e = move(fd, &d->items[i], pid);
		if (e)
			e = err_wrap(e, "linux.netDevices: move '%s'",
				     d->items[i].name);
	}
	return e;
}

static fallible add_address(int fd, const struct net_address *a, int index)
{
	union netlink_request r;
	struct ifaddrmsg *m = netlink_begin(
		&r, RTM_NEWADDR, NLM_F_CREATE | NLM_F_REPLACE, sizeof(*m));

	m->ifa_family = a->family;
	m->ifa_prefixlen = a->prefix;
	m->ifa_scope = RT_SCOPE_UNIVERSE;
	m->ifa_index = (unsigned)index;
	netlink_add(&r, IFA_LOCAL, a->local, a->len);
	netlink_add(&r, IFA_ADDRESS, a->address, a->len);
	return netlink_ask(fd, &r);
}

static fallible bring_up(int fd, const struct net_devices *d, size_t n)
{
	union netlink_request r;
	struct ifinfomsg *link =
		netlink_begin(&r, RTM_NEWLINK, 0, sizeof(*link));
	struct err *e = find_index(d->items[n].inside, &link->ifi_index);

	for (size_t i = 0; i < d->addresses_len && !e; i++)
		if (d->addresses[i].device == n)
			e = add_address(fd, &d->addresses[i], link->ifi_index);
	link->ifi_flags = link->ifi_change = IFF_UP;
	return e ? e : netlink_ask(fd, &r);
}

fallible net_devices_bring_up(const struct net_devices *d)
{
	auto_close int fd = -1;
	struct err *e = d->len ? netlink_open(&fd) : NULL;

	for (size_t i = 0; i < d->len && !e; i++) {
		e = bring_up(fd, d, i);
		if (e)
			e = err_wrap(e, "linux.netDevices: bring up '%s'",
				     d->items[i].inside);
	}
	return e;
}
