"""The admin is for people and projects; articles and annotations are worked on in their own pages."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest

from reader.models import Membership, Project, User


class MembershipInline(admin.TabularInline[Membership, Project]):
    model = Membership
    extra = 0


@admin.register(Project)
class ProjectAdmin(admin.ModelAdmin[Project]):
    inlines = (MembershipInline,)
    list_display = ("name", "created_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Project]:
        return super().get_queryset(request).filter(bin_of=None)


admin.site.register(User, UserAdmin)
