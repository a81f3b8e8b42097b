/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/seccomp/seccomp_names.h"

#include <seccomp.h>
#include <stddef.h>
#include <string.h>

#include <linux/seccomp.h>

#include "runtime/seccomp/call_filter.h"

struct name_value {
	const char *name;
	uint32_t value;
};

static const struct name_value actions[] = {
	{ "SCMP_ACT_ALLOW", SCMP_ACT_ALLOW },
	{ "SCMP_ACT_KILL", SCMP_ACT_KILL_THREAD },
	{ "SCMP_ACT_KILL_PROCESS", SCMP_ACT_KILL_PROCESS },
	{ "SCMP_ACT_KILL_THREAD", SCMP_ACT_KILL_THREAD },
	{ "SCMP_ACT_LOG", SCMP_ACT_LOG },
	{ "SCMP_ACT_TRAP", SCMP_ACT_TRAP },
};

static const struct name_value operators[] = {
	{ "SCMP_CMP_EQ", CALL_EQ }, { "SCMP_CMP_GE", CALL_GE },
	{ "SCMP_CMP_GT", CALL_GT }, { "SCMP_CMP_LE", CALL_LE },
	{ "SCMP_CMP_LT", CALL_LT }, { "SCMP_CMP_MASKED_EQ", CALL_MASKED_EQ },
	{ "SCMP_CMP_NE", CALL_NE },
};

static const struct name_value architectures[] = {
	{ "SCMP_ARCH_AARCH64", SCMP_ARCH_AARCH64 },
	{ "SCMP_ARCH_ARM", SCMP_ARCH_ARM },
	{ "SCMP_ARCH_MIPS", SCMP_ARCH_MIPS },
	{ "SCMP_ARCH_MIPS64", SCMP_ARCH_MIPS64 },
	{ "SCMP_ARCH_MIPS64N32", SCMP_ARCH_MIPS64N32 },
	{ "SCMP_ARCH_MIPSEL", SCMP_ARCH_MIPSEL },
	{ "SCMP_ARCH_MIPSEL64", SCMP_ARCH_MIPSEL64 },
	{ "SCMP_ARCH_MIPSEL64N32", SCMP_ARCH_MIPSEL64N32 },
	{ "SCMP_ARCH_NATIVE", SCMP_ARCH_NATIVE },
	{ "SCMP_ARCH_PARISC", SCMP_ARCH_PARISC },
	{ "SCMP_ARCH_PARISC64", SCMP_ARCH_PARISC64 },
	{ "SCMP_ARCH_PPC", SCMP_ARCH_PPC },
	{ "SCMP_ARCH_PPC64", SCMP_ARCH_PPC64 },
	{ "SCMP_ARCH_PPC64LE", SCMP_ARCH_PPC64LE },
	{ "SCMP_ARCH_RISCV64", SCMP_ARCH_RISCV64 },
	{ "SCMP_ARCH_S390", SCMP_ARCH_S390 },
	{ "SCMP_ARCH_S390X", SCMP_ARCH_S390X },
	{ "SCMP_ARCH_X32", SCMP_ARCH_X32 },
	{ "SCMP_ARCH_X86", SCMP_ARCH_X86 },
	{ "SCMP_ARCH_X86_64", SCMP_ARCH_X86_64 },
};

static const struct name_value filter_flags[] = {
	{ "SECCOMP_FILTER_FLAG_LOG", SECCOMP_FILTER_FLAG_LOG },
	{ "SECCOMP_FILTER_FLAG_SPEC_ALLOW", SECCOMP_FILTER_FLAG_SPEC_ALLOW },
	{ "SECCOMP_FILTER_FLAG_TSYNC", SECCOMP_FILTER_FLAG_TSYNC },
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static bool find(const struct name_value *table, size_t len, const char *name,
		 uint32_t *ret)
{
	for (size_t i = 0; i < len; i++) {
		if (strcmp(name, table[i].name) != 0)
			continue;
		*ret = table[i].value;
		return true;
	}
	return false;
}

bool seccomp_find_action(const char *name, uint16_t error, uint32_t *ret)
{
	if (!strcmp(name, "SCMP_ACT_ERRNO"))
		*ret = SCMP_ACT_ERRNO(error);
	else if (!strcmp(name, "SCMP_ACT_TRACE"))
		*ret = SCMP_ACT_TRACE(error);
	else
		return find(actions, COUNT(actions), name, ret);
	return true;
}

bool seccomp_find_operator(const char *name, uint32_t *ret)
{
	return find(operators, COUNT(operators), name, ret);
}

bool seccomp_find_architecture(const char *name, uint32_t *ret)
{
	return find(architectures, COUNT(architectures), name, ret);
}

bool seccomp_find_flag(const char *name, uint32_t *ret)
{
	return find(filter_flags, COUNT(filter_flags), name, ret);
}
