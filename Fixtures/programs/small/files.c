// Works in a granted directory: makes a folder, writes, appends, seeks, reads, lists, renames,
// removes.
//
// usage: files FOLDER
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int by_name(const void *a, const void *b) { return strcmp(a, b); }

static void check(int holds, const char *what) {
  if (holds) return;
  printf("%s: %s\n", what, strerror(errno));
  exit(1);
}

static void list(const char *path) {
  char names[16][64];
  int count = 0;
  DIR *folder = opendir(path);
  check(folder != 0, "opendir");
  for (struct dirent *entry; count < 16 && (entry = readdir(folder));) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    snprintf(names[count++], 64, "%s%s", entry->d_name, entry->d_type == DT_DIR ? "/" : "");
  }
  closedir(folder);
  qsort(names, count, 64, by_name);
  printf("list:");
  for (int i = 0; i < count; i++) printf(" %s", names[i]);
  printf("\n");
}

int main(int argc, char **argv) {
  check(chdir(argc > 1 ? argv[1] : ".") == 0, "chdir");
  check(mkdir("work", 0777) == 0, "mkdir");
  check(mkdir("work/inner", 0777) == 0, "mkdir");

  int file = open("work/a.txt", O_CREAT | O_EXCL | O_RDWR, 0666);
  check(file >= 0, "open");
  check(write(file, "Hello, file\n", 12) == 12, "write");
  check(lseek(file, 7, SEEK_SET) == 7, "lseek");
  check(write(file, "disk", 4) == 4, "write");
  check(lseek(file, 0, SEEK_SET) == 0, "lseek");
  char text[64] = {0};
  printf("read %d: %s", (int)read(file, text, sizeof text - 1), text);
  struct stat status;
  check(fstat(file, &status) == 0, "fstat");
  printf("size %d, regular %d\n", (int)status.st_size, S_ISREG(status.st_mode));
  check(ftruncate(file, 5) == 0, "ftruncate");
  close(file);

  file = open("work/a.txt", O_WRONLY | O_APPEND);
  check(file >= 0, "open");
  check(write(file, "!\n", 2) == 2, "write");
  close(file);
  check(stat("work/a.txt", &status) == 0, "stat");
  printf("size %d\n", (int)status.st_size);
  list("work");

  check(rename("work/a.txt", "work/inner/b.txt") == 0, "rename");
  list("work");
  list("work/inner");
  printf("gone: %d\n", open("work/a.txt", O_RDONLY) < 0 && errno == ENOENT);
  printf("kept in: %d\n", open("../outside", O_RDONLY) < 0);

  check(unlink("work/inner/b.txt") == 0, "unlink");
  check(rmdir("work/inner") == 0, "rmdir");
  check(rmdir("work") == 0, "rmdir");
  printf("done\n");
}
