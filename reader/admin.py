"""The admin is for people and projects; articles and annotations are worked on in their own pages."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from reader.models import Membership, Project, User


class MembershipInline(admin.TabularInline[Membership, Project]):
    model = Membership
    extra = 0


@admin.register(Project)
class ProjectAdmin(admin.ModelAdmin[Project]):
    inlines = (MembershipInline,)
    list_display = ("name", "created_at")


admin.site.register(User, UserAdmin)
