/* The function of glibc by which Debian's libgcc_eh finds unwind tables, for musl. */
#define _GNU_SOURCE
#include <link.h>
#include <stddef.h>

struct object { unsigned long long flags; void *start, *end; struct link_map *map; void *eh_frame; unsigned long long reserved[7]; };
struct search { size_t address; struct object *result; };

static int visit(struct dl_phdr_info *info, size_t size, void *data) {
  struct search *search = data;
  int inside = 0;
  (void)size;
  for (int i = 0; i < info->dlpi_phnum; i++) {
    const ElfW(Phdr) *header = &info->dlpi_phdr[i];
    size_t start = info->dlpi_addr + header->p_vaddr;
    if (header->p_type == PT_LOAD && search->address >= start && search->address < start + header->p_memsz) {
      search->result->start = (void *)start;
      search->result->end = (void *)(start + header->p_memsz);
      inside = 1;
    }
    if (header->p_type == PT_GNU_EH_FRAME) search->result->eh_frame = (void *)start;
  }
  return inside;
}

int _dl_find_object(void *address, struct object *result) {
  struct search search = { (size_t)address, result };
  return dl_iterate_phdr(visit, &search) ? 0 : -1;
}
