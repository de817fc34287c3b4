/* One write of a program takes half of what it is given, as a disk or a signal may make it do.
   strace can change what a call answers, but not what it does. The sweep builds this, loads it by
   LD_PRELOAD, and names the call in FIELDARCHIVE_SHORT as "pwrite64 17 /path/to/touch". */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static size_t shortened(const char *name, int *count, size_t size) {
  char wanted[32], marker[4096];
  int number;
  const char *order = getenv("FIELDARCHIVE_SHORT");
  if (!order || sscanf(order, "%31s %d %4095s", wanted, &number, marker) != 3) return size;
  if (strcmp(name, wanted) || ++*count != number || size < 2) return size;
  close(creat(marker, 0600));
  return size / 2;
}

ssize_t write(int file, const void *bytes, size_t size) {
  static ssize_t (*real)(int, const void *, size_t);
  static int count;
  if (!real) real = dlsym(RTLD_NEXT, "write");
  return real(file, bytes, shortened("write", &count, size));
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t at) {
  static ssize_t (*real)(int, const void *, size_t, off64_t);
  static int count;
  if (!real) real = dlsym(RTLD_NEXT, "pwrite64");
  return real(file, bytes, shortened("pwrite64", &count, size), at);
}

ssize_t pwrite(int file, const void *bytes, size_t size, off_t at) {
  return pwrite64(file, bytes, size, at);
}
